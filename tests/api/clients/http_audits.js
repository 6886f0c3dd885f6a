"use strict";
// The audits that graphql-http makes of any server of GraphQL over HTTP.

const { serverAudits } = require("graphql-http");
const { judge } = require("./judging");

judge(async ({ url }) => {
  const results = [];
  for (const audit of serverAudits({ url })) {
    const { id, name, status, reason } = await audit.fn();
    results.push({ id, name, status, reason });
  }
  return results;
});
