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
  const asked = documents.flatMap(({ name, query, variables }) => [
    { name, query: gql(query), variables },
    { name: `${name}, with ids`, query: withIds(query, schema), variables },
  ]);
  for (const each of asked) {
    const { query, variables } = each;
    await client.query({ query, variables, fetchPolicy: "network-only", errorPolicy: "all" });
    each.sent = sent.body;
    const alone = new InMemoryCache();
    alone.writeQuery({ query, variables, data: each.sent.data });
    each.alone = compare(each.sent.data, shown(alone, query, variables));
  }
  // Only now, so that what came later had its chance to write over what came before.
  return asked.map(({ name, query, variables, sent: { data, errors }, alone }) => {
    return { name, errors, alone, together: compare(data, shown(cache, query, variables)) };
  });
});
