"use strict";
// Apollo Client with its default cache, beside changes: does it show what is on record after each?

const fs = require("node:fs");
const { ApolloClient, HttpLink, InMemoryCache, gql } = require("@apollo/client/core");
const { buildSchema } = require("graphql");
const { ask, compare, judge, withIds } = require("./judging");

judge(async ({ url, origin, question, variables, steps, schema: file }) => {
  const schema = buildSchema(fs.readFileSync(file, "utf8"));
  const cache = new InMemoryCache();
  const link = new HttpLink({ uri: url, headers: { origin } });
  const client = new ApolloClient({ link, cache });
  const asked = withIds(question, schema);
  const seen = () => {
    const query = cache.transformDocument(gql(question));
    return cache.diff({ query, variables, returnPartialData: true, optimistic: false }).result;
  };
  const told = [];
  await client.query({ query: asked, variables });
  for (const { name, mutation, given } of steps) {
    const made = { ...given };
    if (made.batch !== undefined) {
      made.batch = told.at(made.batch).data.done.batch;
    }
    const { data } = await client.mutate({
      mutation: withIds(mutation, schema), variables: made,
    });
    const now = await ask(url, question, variables);
    told.push({ name, data, shown: compare(now.data, seen(), ["id"]) });
  }
  return told;
});
