"use strict";
// How the printed schema is linted: what schemas are recommended to keep, what Relay asks, and a
// description for everything. What is let off for one type or field stands in lint_exceptions.js.

const graphql = require("@graphql-eslint/eslint-plugin").default;

module.exports = [
  {
    files: ["**/*.graphql"],
    languageOptions: { parser: graphql.parser },
    plugins: { "@graphql-eslint": graphql },
    rules: {
      ...graphql.configs["flat/schema-recommended"].rules,
      ...graphql.configs["flat/schema-relay"].rules,
      "@graphql-eslint/require-description": ["error", {
        types: true,
        rootField: true,
        FieldDefinition: true,
        InputValueDefinition: true,
        EnumValueDefinition: true,
      }],
      // An id stands only on what node(id) returns, which test_schema_lint.py checks: a part of a
      // finding or a line of a report is no thing of its own, and a made up id would only confuse.
      "@graphql-eslint/strict-id-in-types": "off",
      // Lists that nobody pages through (a finding's facts, a thing's sources) are plain lists;
      // what grows with a map is a connection.
      "@graphql-eslint/relay-edge-types": ["error", { listTypeCanWrapOnlyEdgeType: false }],
    },
  },
];
