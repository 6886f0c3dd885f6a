"use strict";
// The clients that follow something: graphql-ws, graphql-sse, Apollo and urql. Each follows an area
// until a revision, and gives what it was told; graphql-ws is cut off on the way, and comes again.

const WebSocket = require("ws");
const { createClient } = require("graphql-ws");
const sse = require("graphql-sse");
const { ApolloClient, InMemoryCache, gql } = require("@apollo/client/core");
const { GraphQLWsLink } = require("@apollo/client/link/subscriptions");
const { Client, fetchExchange, subscriptionExchange } = require("@urql/core");
const { judge } = require("./judging");

const QUERY = `subscription Followed($area: String!, $since: Int) {
  areaChanged(area: $area, sinceRevision: $since) {
    revision
    readAgain
    changes { id who after { sentence } }
    opened { title }
    closed { title }
  }
}`;

/** Take the events of a subscription until a revision, or so many of them. */
async function taken(events, until, most = Infinity) {
  const told = [];
  for await (const { data, errors } of events) {
    if (errors) {
      throw new Error(JSON.stringify(errors));
    }
    told.push(data.areaChanged);
    if (data.areaChanged.revision >= until || told.length >= most) {
      break;
    }
  }
  return told;
}

/** Make what calls back with each event something to wait for. */
async function* waited(subscribe) {
  const events = [];
  let wake = () => {};
  const push = (event) => {
    events.push(event);
    wake();
  };
  const stop = subscribe(push, (error) => push({ errors: [String(error)] }));
  try {
    for (;;) {
      while (events.length) {
        yield events.shift();
      }
      await new Promise((resolve) => {
        wake = resolve;
      });
    }
  } finally {
    stop();
  }
}

async function cutOff(url, area, first, until) {
  const told = [];
  let since = first;
  while (since < until) {
    const client = createClient({ url, webSocketImpl: WebSocket, retryAttempts: 0 });
    client.on("error", () => {});
    const events = client.iterate({ query: QUERY, variables: { area, since } });
    told.push(...await taken(events, until, 3));
    since = told[told.length - 1].revision;
    client.terminate();
  }
  return told;
}

async function overOne(url, area, since, until) {
  const client = createClient({ url, webSocketImpl: WebSocket, keepAlive: 50 });
  const both = await Promise.all([since, since].map((from) =>
    taken(client.iterate({ query: QUERY, variables: { area, since: from } }), until)));
  const { data } = await client.iterate({ query: "{ areas { slug } }" }).next().then((n) => n.value);
  const refused = await taken(client.iterate({ query: "{ nothing }" }), 0).catch((e) => e);
  await client.dispose();
  return { told: both[0], same: JSON.stringify(both[0]) === JSON.stringify(both[1]), data, refused };
}

async function asStream(url, area, since, until) {
  const client = sse.createClient({ url, retryAttempts: 0 });
  const told = await taken(client.iterate({ query: QUERY, variables: { area, since } }), until);
  client.dispose();
  return told;
}

async function byApollo(url, socket, area, since, until) {
  const client = createClient({ url: socket, webSocketImpl: WebSocket });
  const link = new GraphQLWsLink(client);
  const apollo = new ApolloClient({ link, cache: new InMemoryCache() });
  const told = await taken(waited((next, error) => {
    const asked = { query: gql(QUERY), variables: { area, since } };
    const subscription = apollo.subscribe(asked).subscribe({ next, error });
    return () => subscription.unsubscribe();
  }), until);
  await client.dispose();
  return told;
}

async function byUrql(url, socket, area, since, until) {
  const ws = createClient({ url: socket, webSocketImpl: WebSocket });
  const forwardSubscription = ({ query, variables }) => ({
    subscribe: (sink) => ({ unsubscribe: ws.subscribe({ query, variables }, sink) }),
  });
  const exchanges = [fetchExchange, subscriptionExchange({ forwardSubscription })];
  const client = new Client({ url, exchanges, preferGetMethod: false });
  const told = await taken(waited((next) => {
    const { unsubscribe } = client.subscription(QUERY, { area, since }).subscribe(({ data, error }) =>
      next(error ? { errors: [String(error)] } : { data }));
    return unsubscribe;
  }), until);
  await ws.dispose();
  return told;
}

judge(async ({ url, socket, area, since, until }) => ({
  cutOff: await cutOff(socket, area, since, until),
  overOne: await overOne(socket, area, since, until),
  asStream: await asStream(url, area, since, until),
  byApollo: await byApollo(url, socket, area, since, until),
  byUrql: await byUrql(url, socket, area, since, until),
}));
