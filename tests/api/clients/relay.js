"use strict";
// Relay's store, with artifacts of its own compiler: is what it shows what the service sent?

const { execFileSync } = require("node:child_process");
const fs = require("node:fs");
const path = require("node:path");
const { Kind, parse, print } = require("graphql");
const compiler = require("relay-compiler");
const runtime = require("relay-runtime");
const { ask, compare, inPlace, judge } = require("./judging");

/** Compile each document under the name that Relay demands; returns the artifacts by document. */
function compiled(queries, schema, folder) {
  const source = path.join(folder, "source");
  const artifacts = path.join(source, "__generated__");
  fs.mkdirSync(artifacts, { recursive: true });
  const names = new Map();
  for (const query of queries) {
    const name = `document${names.size}Query`;
    names.set(query, name);
    const operation = { ...inPlace(parse(query)), name: { kind: Kind.NAME, value: name } };
    const text = `graphql\`\n${print(operation)}\n\`;\n`;
    fs.writeFileSync(path.join(source, `document${names.size - 1}.js`), text);
  }
  const configuration = {
    src: source, schema, artifactDirectory: artifacts, language: "javascript",
    eagerEsModules: false,
  };
  const file = path.join(folder, "relay.config.json");
  fs.writeFileSync(file, JSON.stringify(configuration));
  const options = [file, "--noWatchman", "--output", "quiet-with-errors"];
  execFileSync(compiler, options, { cwd: folder, stdio: ["ignore", "ignore", "inherit"] });
  const load = (name) => require(path.join(artifacts, `${name}.graphql.js`));
  return new Map([...names].map(([query, name]) => [query, load(name)]));
}

/** Make an environment that answers with what was sent last. */
function environment() {
  const last = {};
  const network = runtime.Network.create(() => last.answer);
  const store = new runtime.Store(new runtime.RecordSource());
  return { last, relay: new runtime.Environment({ network, store }) };
}

/** Write an answer to a store; returns what reads it back. */
async function write({ last, relay }, artifact, variables, answer) {
  const operation = runtime.createOperationDescriptor(artifact, variables);
  last.answer = answer;
  relay.retain(operation);
  await runtime.fetchQuery(relay, artifact, variables).toPromise();
  return () => relay.lookup(operation.fragment).data;
}

/** Read a list page by page, as a screen does that asks for more; and in one page. */
async function read({ url, query, id, size }, artifacts) {
  const artifact = artifacts.get(query);
  const network = runtime.Network.create(({ text }, variables) => ask(url, text, variables));
  const store = new runtime.Store(new runtime.RecordSource());
  const relay = new runtime.Environment({ network, store });
  // Relay gathers the pages of a list where the first one was put.
  const operation = runtime.createOperationDescriptor(artifact, { id, first: size, after: null });
  relay.retain(operation);
  for (let after = null, pages = 1; ; pages += 1) {
    await runtime.fetchQuery(relay, artifact, { id, first: size, after }).toPromise();
    const { list } = relay.lookup(operation.fragment).data.node;
    if (!list.pageInfo.hasNextPage) {
      const whole = await ask(url, artifact.params.text, { id, first: 100, after: null });
      const idsOf = ({ edges }) => edges.map(({ node }) => node.id);
      return { pages, paged: idsOf(list), whole: idsOf(whole.data.node.list) };
    }
    after = list.pageInfo.endCursor;
  }
}

judge(async ({ url, documents, schema, folder, paged }) => {
  const queries = new Set([...documents, ...paged].map(({ query }) => query));
  const artifacts = compiled(queries, schema, folder);
  const lists = [];
  for (const each of paged) {
    lists.push(await read({ url, ...each }, artifacts));
  }
  const all = environment();
  const answers = [];
  for (const { name, query, variables } of documents) {
    const artifact = artifacts.get(query);
    const answer = await ask(url, artifact.params.text, variables);
    const { data, errors } = answer;
    const found = { name, errors, data };
    if (data) {
      // The compiler asks for ids and types of its own; the reader shows what the document asked.
      const ignored = ["id", "__typename"];
      const alone = await write(environment(), artifact, variables, { data });
      found.alone = compare(data, alone(), ignored);
      const together = await write(all, artifact, variables, { data });
      found.together = () => compare(data, together(), ignored);
    }
    answers.push(found);
  }
  const shown = answers.map(({ name, errors, alone, together }) => {
    return { name, errors, alone, together: together && together() };
  });
  return { lists, shown };
});
