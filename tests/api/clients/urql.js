"use strict";
// urql: does it show questions, variables, errors and partial answers as they were sent? With its
// cache of documents, and with its cache of things (graphcache).

const fs = require("node:fs");
const { buildSchema, print } = require("graphql");
const { Client, cacheExchange, fetchExchange } = require("@urql/core");
const { cacheExchange: graphcache } = require("@urql/exchange-graphcache");
const { compare, judge, recordingFetch, withIds } = require("./judging");

const TYPES = ["__typename"];

/** Make a client over a cache, and see what the service sends to it. */
function clientOver(url, cache) {
  const { sent, recorded } = recordingFetch();
  const exchanges = [cache, fetchExchange];
  return { sent, client: new Client({ url, exchanges, fetch: recorded, preferGetMethod: false }) };
}

/** Write an answer to a cache of things of its own, and read it back. */
async function shownAlone(query, variables, answer) {
  const fetch = async () => new Response(JSON.stringify(answer));
  const exchanges = [graphcache({}), fetchExchange];
  const client = new Client({ url: "http://localhost/", exchanges, fetch, preferGetMethod: false });
  await client.query(query, variables, { requestPolicy: "network-only" }).toPromise();
  return (await client.query(query, variables, { requestPolicy: "cache-only" }).toPromise()).data;
}

/** Ask what may fail, and ask again: what was told, and whether the second came from the cache. */
async function toldTwice({ sent, client }, { name, query, variables }) {
  const { data, error } = await client.query(query, variables).toPromise();
  const answer = sent.body;
  sent.body = null;
  const again = await client.query(query, variables).toPromise();
  const errors = error && error.graphQLErrors;
  const fromCache = sent.body === null;
  return { name, answer, data, network: error && String(error.networkError || ""),
    errors: (errors || []).map(({ message, path, extensions }) => ({ message, path, extensions })),
    fromCache, same: JSON.stringify(again.data) === JSON.stringify(data) };
}

judge(async ({ url, documents, asked, schema: file }) => {
  const schema = buildSchema(fs.readFileSync(file, "utf8"));
  const plain = clientOver(url, cacheExchange);
  const told = [];
  for (const each of asked) {
    told.push(await toldTwice(plain, each));
  }
  const things = clientOver(url, graphcache({}));
  const answers = [];
  for (const { name, query: text, variables } of documents) {
    const query = print(withIds(text, schema));
    await things.client.query(query, variables, { requestPolicy: "network-only" }).toPromise();
    const { data, errors } = things.sent.body;
    const alone = data && compare(data, await shownAlone(query, variables, { data }), TYPES);
    answers.push({ name, query, variables, data, errors, alone });
  }
  const shown = [];
  for (const { name, query, variables, data, errors, alone } of answers) {
    const cached = { requestPolicy: "cache-only" };
    const read = await things.client.query(query, variables, cached).toPromise();
    // Where one value is missing it shows nothing at all.
    const together = data && compare(data, read.data === null ? undefined : read.data, TYPES);
    shown.push({ name, errors, alone, together });
  }
  return { told, shown };
});
