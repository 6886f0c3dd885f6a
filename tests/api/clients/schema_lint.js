"use strict";
// graphql-eslint over the printed schema, by the rules in eslint.config.js.

const path = require("node:path");
const { ESLint } = require("eslint");
const { judge } = require("./judging");

judge(async ({ schema }) => {
  const config = path.join(__dirname, "eslint.config.js");
  const eslint = new ESLint({ overrideConfigFile: config, cwd: process.cwd() });
  const results = await eslint.lintFiles([schema]);
  return results.flatMap(({ messages }) =>
    messages.map(({ ruleId, line, message, fatal }) => ({ rule: ruleId, line, message, fatal })));
});
