"use strict";
// graphql-eslint over the printed schema, by the rules in eslint.config.js.

const fs = require("node:fs");
const path = require("node:path");
const { ESLint } = require("eslint");
const { parse } = require("graphql");
const { judge } = require("./judging");
const exceptions = require("./lint_exceptions");

/** Return where each line of a schema is: its type, or the field of its type. */
function placesOf(text) {
  const places = [];
  for (const { name, loc, fields = [] } of parse(text).definitions.filter((each) => each.name)) {
    const mark = (from, to, place) => {
      const start = text.slice(0, from).split("\n").length;
      const end = text.slice(0, to).split("\n").length;
      places.fill(place, start, end + 1);
    };
    places.length = Math.max(places.length, text.slice(0, loc.end).split("\n").length + 1);
    mark(loc.start, loc.end, name.value);
    for (const field of fields) {
      mark(field.loc.start, field.loc.end, `${name.value}.${field.name.value}`);
    }
  }
  return places;
}

judge(async ({ schema }) => {
  const eslint = new ESLint({
    cwd: path.dirname(schema),
    overrideConfigFile: path.join(__dirname, "eslint.config.js"),
    overrideConfig: {
      files: ["**/*.graphql"],
      languageOptions: { parserOptions: { graphQLConfig: { schema } } },
    },
  });
  const [{ messages }] = await eslint.lintFiles([schema]);
  const places = placesOf(fs.readFileSync(schema, "utf8"));
  const used = new Set();
  const found = [];
  for (const { ruleId, line, message } of messages) {
    const rule = (ruleId || "").replace("@graphql-eslint/", "");
    const known = exceptions.find((each) =>
      each.rule === rule && ["*", places[line]].includes(each.on));
    if (known) {
      used.add(known);
    } else {
      found.push({ rule, on: places[line], line, message });
    }
  }
  return { found, unused: exceptions.filter((each) => !used.has(each)) };
});
