"use strict";
// Apollo Client with its default cache: is what it shows what the service sent?

const fs = require("node:fs");
const { ApolloClient, HttpLink, InMemoryCache, gql } = require("@apollo/client/core");
const { buildSchema } = require("graphql");
const { compare, judge, recordingFetch, withIds } = require("./judging");

/** Read a document back from a cache, as far as the cache has it. */
function shown(cache, document, variables) {
  const query = cache.transformDocument(document);
  return cache.diff({ query, variables, returnPartialData: true, optimistic: false }).result;
}

judge(async ({ url, documents, schema: file }) => {
  const schema = buildSchema(fs.readFileSync(file, "utf8"));
  const { sent, recorded } = recordingFetch();
  const cache = new InMemoryCache();
  const client = new ApolloClient({ link: new HttpLink({ uri: url, fetch: recorded }), cache });
  const written = [];
  const write = (name, query, variables, { data, errors }) => {
    const alone = new InMemoryCache();
    alone.writeQuery({ query, variables, data });
    const found = compare(data, shown(alone, query, variables), ["id"]);
    written.push({ name, query, variables, data, errors, alone: found });
  };
  for (const { name, query, variables } of documents) {
    const full = withIds(query, schema);
    await client.query({ query: full, variables, fetchPolicy: "network-only", errorPolicy: "all" });
    const answer = sent.body;
    write(`${name}, with ids`, full, variables, answer);
    // The same as it is saved, without an id for everything: its objects have no other place in the
    // cache than where they were found.
    const plain = gql(query);
    cache.writeQuery({ query: plain, variables, data: answer.data });
    write(name, plain, variables, answer);
  }
  // Only now, so that what came later had its chance to write over what came before.
  return written.map(({ name, query, variables, data, errors, alone }) => {
    const together = compare(data, shown(cache, query, variables), ["id"]);
    return { name, errors, alone, together };
  });
});
