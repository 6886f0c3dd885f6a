"use strict";
// What the judges share: they read what to do as JSON, and answer in JSON.

const fs = require("node:fs");
const {
  Kind, TypeInfo, getNamedType, parse, validate, visit, visitWithTypeInfo,
} = require("graphql");

/** Run a judge: hand it what pytest wrote, and print what it says. */
async function judge(work) {
  const said = await work(JSON.parse(fs.readFileSync(0, "utf8")));
  fs.writeFileSync(1, JSON.stringify(said));
}

/** Fetch over HTTP, and keep the answer as it was sent. */
function recordingFetch() {
  const sent = { body: null };
  const recorded = async (...request) => {
    const response = await fetch(...request);
    const text = await response.text();
    sent.body = JSON.parse(text);
    const { status, headers } = response;
    return new Response(text, { status, headers });
  };
  return { sent, recorded };
}

const isObject = (value) => value !== null && typeof value === "object";

/**
 * Compare what a cache shows with what was sent.
 *
 * Counts values that are no object; what the cache lacks is missing, never wrong. A list of another
 * length is wrong as a whole. What a client asked for by itself (ignored) counts where it is shown.
 */
function compare(sent, shown, ignored = []) {
  const counts = { values: 0, missing: 0, wrong: [] };
  const walk = (left, right, path) => {
    if (right === undefined) {
      counts.missing += 1;
    } else if (isObject(left) && isObject(right) && Array.isArray(left) === Array.isArray(right)) {
      if (Array.isArray(left) && left.length !== right.length) {
        counts.wrong.push({ path, sent: left.length, shown: right.length });
        return;
      }
      for (const name of Object.keys(left)) {
        if (name in right || !ignored.includes(name)) {
          walk(left[name], right[name], `${path}.${name}`);
        }
      }
    } else {
      counts.values += 1;
      if (isObject(left) || isObject(right) || left !== right) {
        counts.wrong.push({ path, sent: left, shown: right });
      }
    }
  };
  walk(sent, shown, "");
  return { ...counts, wrong: counts.wrong.length, first: counts.wrong.slice(0, 3) };
}

/** Put fragments in their places; returns the one operation of a document. */
function inPlace(document) {
  const parts = new Map(document.definitions
    .filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION)
    .map((part) => [part.name.value, part]));
  const inline = (node) => visit(node, {
    FragmentSpread({ name, directives }) {
      const { typeCondition, selectionSet } = inline(parts.get(name.value));
      return { kind: Kind.INLINE_FRAGMENT, typeCondition, directives, selectionSet };
    },
  });
  return inline(document.definitions.find(({ kind }) => kind === Kind.OPERATION_DEFINITION));
}

/** Ask for the type of everything and the id of whatever has one, as those do who keep answers. */
function withIds(query, schema) {
  const types = new TypeInfo(schema);
  const document = parse(query);
  const [wrong] = validate(schema, document);
  if (wrong) {
    throw new Error(`${wrong.message} In: ${query}`);
  }
  return visit(document, visitWithTypeInfo(types, {
    SelectionSet(node, key, parent) {
      if (parent.kind === Kind.OPERATION_DEFINITION) {
        return undefined;
      }
      const type = getNamedType(types.getParentType());
      const names = type.getFields && type.getFields().id ? ["__typename", "id"] : ["__typename"];
      const fields = names.map((value) => ({ kind: Kind.FIELD, name: { kind: Kind.NAME, value } }));
      return { ...node, selections: [...fields, ...node.selections] };
    },
  }));
}

/** Ask in plain HTTP; returns what was answered. */
async function ask(url, query, variables) {
  const headers = { "Content-Type": "application/json" };
  const body = JSON.stringify({ query, variables });
  const response = await fetch(url, { method: "POST", headers, body });
  return response.json();
}

module.exports = { ask, compare, inPlace, judge, recordingFetch, withIds };
