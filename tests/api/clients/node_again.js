"use strict";
// Relay's promise: whatever has an id is found by node(id), with the same fields.

const fs = require("node:fs");
const { Kind, buildSchema, isAbstractType, print } = require("graphql");
const { ask, compare, inPlace, judge, withIds } = require("./judging");

// Nodes in one document: more would be refused as too large where each asks for much.
const MOST = 20;

/** Yield each object of an answer that has an id, with what was asked of it. */
function* identified(schema, selections, data) {
  function* fieldsOf(type, all) {
    for (const each of all) {
      if (each.kind === Kind.FIELD) {
        yield each;
        continue;
      }
      const on = each.typeCondition ? schema.getType(each.typeCondition.name.value) : type;
      if (on === type || (isAbstractType(on) && schema.isSubType(on, type))) {
        yield* fieldsOf(type, each.selectionSet.selections);
      }
    }
  }
  function* walk(value, all) {
    if (Array.isArray(value)) {
      for (const each of value) {
        yield* walk(each, all);
      }
    } else if (value && all.length > 0) {
      const fields = [...fieldsOf(schema.getType(value.__typename), all)];
      if (value.id !== undefined) {
        yield { value, fields };
      }
      const inner = new Map();
      for (const { alias, name, selectionSet } of fields) {
        const shown = (alias || name).value;
        const more = selectionSet ? selectionSet.selections : [];
        inner.set(shown, [...(inner.get(shown) || []), ...more]);
      }
      for (const [shown, below] of inner) {
        yield* walk(value[shown], below);
      }
    }
  }
  yield* walk({ __typename: "Query", ...data }, selections);
}

/** Write one document that asks for several nodes by their ids. */
function asking(wanted, variables) {
  const parts = wanted.map(({ value: { id, __typename: type }, text }, number) =>
    `n${number}: node(id: ${JSON.stringify(id)}) { __typename ... on ${type} { ${text} } }`);
  const text = parts.join(" ");
  const used = variables.filter((each) =>
    new RegExp(`\\$${each.variable.name.value}\\b`).test(text));
  const given = used.length ? `(${used.map(print).join(", ")})` : "";
  return `query Again${given} { ${text} }`;
}

judge(async ({ url, documents, schema: file }) => {
  const schema = buildSchema(fs.readFileSync(file, "utf8"));
  const seen = new Set();
  const said = { objects: 0, values: 0, requests: 0, wrong: [], refused: [], types: {} };

  async function compareAgain(name, wanted, operation, variables) {
    const definitions = operation.variableDefinitions || [];
    const query = asking(wanted, definitions);
    const { data, errors } = await ask(url, query, variables);
    said.requests += 1;
    if (!data && wanted.length > 1) {
      const half = wanted.length >> 1;
      await compareAgain(name, wanted.slice(0, half), operation, variables);
      await compareAgain(name, wanted.slice(half), operation, variables);
      return;
    }
    if (errors) {
      said.refused.push({ name, id: wanted[0].value.id, type: wanted[0].value.__typename, errors });
    }
    wanted.forEach(({ value }, number) => {
      const { id, __typename: type } = value;
      const found = compare(value, data ? data[`n${number}`] : null);
      said.values += found.values;
      said.types[type] = said.types[type] || { objects: 0, wrong: 0 };
      said.types[type].objects += 1;
      if (found.wrong || found.missing) {
        said.types[type].wrong += 1;
        said.wrong.push({ name, id, type, missing: found.missing, first: found.first[0] });
      }
    });
  }

  for (const { name, query, variables } of documents) {
    const operation = inPlace(withIds(query, schema));
    const { data, errors } = await ask(url, print(operation), variables);
    said.requests += 1;
    if (errors) {
      said.refused.push({ name, errors });
    }
    let wanted = [];
    const asked = operation.selectionSet.selections;
    for (const { value, fields } of identified(schema, asked, data || {})) {
      const text = fields.map(print).join(" ");
      const key = JSON.stringify([value.id, text, variables]);
      if (!seen.has(key)) {
        seen.add(key);
        wanted.push({ value, text });
      }
    }
    said.objects += wanted.length;
    for (; wanted.length; wanted = wanted.slice(MOST)) {
      await compareAgain(name, wanted.slice(0, MOST), operation, variables);
    }
  }
  return said;
});
