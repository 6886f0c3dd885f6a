"use strict";
// graphql-inspector: what a schema changes that may break a query written for another.

const fs = require("node:fs");
const { CriticalityLevel, diff } = require("@graphql-inspector/core");
const { buildSchema } = require("graphql");
const { judge } = require("./judging");

judge(async ({ released, now }) => {
  const [before, after] = [released, now].map((file) => buildSchema(fs.readFileSync(file, "utf8")));
  const changes = await diff(before, after);
  return changes
    .filter(({ criticality }) => criticality.level === CriticalityLevel.Breaking)
    .map(({ path, message }) => ({ path, message }));
});
