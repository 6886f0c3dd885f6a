"use strict";
// How the printed schema is linted: what schemas are recommended to keep, and what Relay asks.
// Each exception stands here with its reason.

const graphql = require("@graphql-eslint/eslint-plugin").default;

module.exports = [
  {
    files: ["**/*.graphql"],
    languageOptions: {
      parser: graphql.parser,
      parserOptions: { graphQLConfig: { schema: "api/schema/schema.graphql" } },
    },
    plugins: { "@graphql-eslint": graphql },
    rules: {
      ...graphql.configs["flat/schema-recommended"].rules,
      ...graphql.configs["flat/schema-relay"].rules,
    },
  },
];
