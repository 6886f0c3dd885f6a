// The panel "What if" of the map: proposes links, shows what they would open and close, and keeps
// them as scenarios. Without scripts the page of scenarios does the same.

import { button, element } from "../assets/map_panel.mjs";

const MOVED = "rule { localId } title afterWords sentence subjects { name beforeWords afterWords }";
const CHANGE = "sentence action sort name thingKind factId needs input";
const EFFECT = `changes { ${CHANGE} } closed { ${MOVED} } opened { ${MOVED} } moved { ${MOVED} } sights { board target before after }`;
const KEPT = "name author version changes { input }";
const TRY = `query Try($area: String!, $c: [ChangeInput!]!, $day: Date, $complete: Boolean) {
  area(slug: $area) { view(asOf: $day, complete: $complete) { whatIf(changes: $c) { comparison { ${EFFECT} } problems { message given near } } } scenarios { ${KEPT} } } }`;
const LIST = `query List($area: String!) { area(slug: $area) { scenarios { ${KEPT} } } }`;
const MOST_SUBJECTS = 4;
const DONE = "scenario { name version } revision problems { path message }";

// redraw(data) paints a map; without data it paints the one that the page holds. Returns what to
// call when the page was read anew for another day.
export function startWhatIf(holder, redraw) {
  const panel = new WhatIf(holder, redraw);
  return () => panel.anew();
}

class WhatIf {
  constructor(holder, redraw) {
    this.holder = holder;
    this.redraw = redraw;
    this.number = 0;
    this.read();
    // What is proposed, as ChangeInput has it.
    this.inputs = this.data.changes;
    this.changes = [];
    this.opened = { name: this.data.opened, version: this.data.version };
    this.build(this.data.problem);
    this.refresh(false);
  }

  read() {
    this.data = JSON.parse(document.getElementById("what-if-data").textContent);
    this.kinds = new Map(this.data.kinds.map((kind) => [kind.name, kind]));
    this.label([]);
  }

  // What can be named: the things on the map, and those that are proposed.
  label(proposed) {
    const things = [...this.data.things, ...proposed];
    const names = new Map();
    things.forEach((thing) => names.set(thing.name, (names.get(thing.name) ?? 0) + 1));
    this.labels = new Map(things.map((thing) => [names.get(thing.name) > 1 ? `${thing.name} (${thing.id})` : thing.name, thing]));
  }

  anew() {
    this.read();
    this.refresh(false, this.inputs.length > 0);
  }

  build(problem) {
    this.from = this.choice("what-if-from", "From");
    this.to = this.choice("what-if-to", "To");
    this.kind = element("select", { id: "what-if-kind", class: "input" });
    this.missing = element("div", { class: "what-if__missing" });
    this.live = element("p", { class: "what-if__live", role: "status", "aria-live": "polite" }, problem);
    this.list = element("ol", {});
    this.effect = element("div", { class: "what-if__effect" });
    this.name = element("input", { id: "what-if-name", class: "input", maxlength: "60", autocomplete: "off", value: this.data.opened });
    this.scenarios = element("ul", { class: "what-if__kept" });
    const form = element(
      "form",
      { class: "what-if__form", "aria-label": "Propose a link", submit: (event) => { event.preventDefault(); this.add(); } },
      this.from.field,
      element("div", { class: "field" }, element("label", { for: "what-if-kind" }, "What the link says"), this.kind),
      this.to.field,
      this.missing,
      element("button", { type: "submit", class: "button" }, "Try this link"),
    );
    this.keeping = element(
      "form",
      { class: "what-if__form", "aria-label": "Keep what is proposed", submit: (event) => { event.preventDefault(); this.keep(); } },
      element("div", { class: "field" }, element("label", { for: "what-if-name" }, "Keep it under the name"), this.name),
      element("button", { type: "submit", class: "button button--quiet" }, "Keep as scenario"),
    );
    this.proposed = element("div", {}, element("h3", {}, "What is proposed"), this.list, this.keeping);
    const elsewhere = this.holder.querySelector("a");
    this.holder.replaceChildren(
      element("h2", { id: "what-if-title" }, "What if"),
      element("p", {}, "Propose a link to see at once what it would open and close; what is not on the map yet can be added as planned. The record stays as it is until somebody accepts a scenario."),
      form,
      this.live,
      element("div", { class: "what-if__row" }, this.proposed, this.effect),
      element("h3", {}, "Scenarios that are kept"),
      this.scenarios,
      element("p", {}, elsewhere),
    );
    elsewhere.textContent = "The same as a page of its own";
    [this.from, this.to].forEach((choice) => choice.input.addEventListener("input", () => this.missing.replaceChildren()));
    this.from.input.addEventListener("input", () => this.offer());
    this.kind.addEventListener("change", () => { this.missing.replaceChildren(); this.offerEnds(); });
    this.offer();
  }

  choice(id, words) {
    const list = element("datalist", { id: `${id}-list` });
    const input = element("input", { id, class: "input", list: list.id, autocomplete: "off", required: true });
    const field = element("div", { class: "field" }, element("label", { for: id }, words), input, list);
    return { field, input, list };
  }

  thing(text) {
    const wanted = text.trim();
    const folded = wanted.toLowerCase();
    return this.labels.get(wanted) ?? [...this.labels].find(([label, thing]) => label.toLowerCase() === folded || thing.id === wanted)?.[1];
  }

  // The kinds of link that may begin where the link begins, and the things each may lead to.
  offer() {
    const start = this.thing(this.from.input.value);
    const fits = this.data.kinds.filter((kind) => !start || kind.pairs.some(([from]) => from === start.kind));
    const before = this.kind.value;
    this.kind.replaceChildren(...fits.map((kind) => element("option", { value: kind.name }, kind.verb)));
    this.kind.value = fits.some((kind) => kind.name === before) ? before : (fits.find((kind) => kind.name === "reports_to") ?? fits[0])?.name ?? "";
    this.fill(this.from, () => true);
    this.offerEnds();
  }

  offerEnds() {
    const start = this.thing(this.from.input.value);
    const pairs = this.kinds.get(this.kind.value)?.pairs ?? [];
    this.fill(this.to, (thing) => thing !== start && pairs.some(([from, to]) => to === thing.kind && (!start || from === start.kind)));
  }

  fill(choice, fits) {
    const labels = [...this.labels].filter(([, thing]) => fits(thing)).map(([label]) => label);
    choice.list.replaceChildren(...labels.map((label) => element("option", { value: label })));
  }

  async add() {
    const [from, to] = [this.from, this.to].map((choice) => this.thing(choice.input.value)?.id ?? choice.input.value.trim());
    const link = { from, kind: this.kind.value.toUpperCase(), to };
    const planned = [...this.missing.querySelectorAll("select")].filter((select) => select.value);
    const things = planned.map((select) => this.planned(select.dataset.name, select.value));
    if (await this.attempt([...this.inputs, ...things, { addLink: link }])) {
      this.from.input.value = this.to.input.value = "";
      this.missing.replaceChildren();
      this.offer();
      // Whoever has gone on to what is proposed while the map was drawn stays there.
      if (!this.list.contains(document.activeElement)) {
        this.from.input.focus();
      }
    }
  }

  planned(name, value) {
    const { add, given } = this.data.sorts.find((sort) => sort.value === value);
    return { [add]: { name: name[0].toUpperCase() + name.slice(1), status: "PLANNED", ...given } };
  }

  // What is named and not on the map: near names first, then what it would be, to add it as planned.
  offerMissing(near) {
    const ends = [["from", this.from], ["to", this.to]].filter(([, choice]) => choice.input.value.trim() && !this.thing(choice.input.value));
    this.missing.replaceChildren(...ends.map(([end, choice]) => this.notOnTheMap(end, choice, near)));
    this.missing.querySelector("button, select")?.focus();
  }

  notOnTheMap(end, choice, { given, near }) {
    const name = choice.input.value.trim();
    const id = `what-if-${end}-is`;
    const things = given === name ? near.map((one) => this.data.things.find((thing) => thing.id === one)).filter(Boolean) : [];
    const instead = things.map((thing) => button(thing.name, () => { choice.input.value = this.labelOf(thing); this.missing.replaceChildren(); choice.input.dispatchEvent(new Event("input")); choice.input.focus(); }));
    const select = element("select", { id, class: "input" }, element("option", { value: "" }, "Choose what it is"));
    select.dataset.name = name;
    const fitting = this.sorts(end);
    for (const group of new Set(fitting.map((sort) => sort.group))) {
      const options = fitting.filter((sort) => sort.group === group).map((sort) => element("option", { value: sort.value }, sort.label));
      select.append(element("optgroup", { label: group }, ...options));
    }
    const said = name.toLowerCase().replace(/^(the|our|an?) /, "");
    select.value = fitting.find((sort) => [sort.label.toLowerCase(), sort.word].includes(said))?.value ?? "";
    return element(
      "fieldset",
      {},
      element("legend", {}, `“${name}” is not on the map yet`),
      ...(instead.length ? [element("p", {}, "Did you mean ", ...instead)] : []),
      element("label", { for: id }, "Add it as planned. It is a"),
      select,
      element("p", { class: "hint" }, "It would be planned, and so would each link to it: a link is no firmer than its ends."),
      element("button", { type: "submit", class: "button button--quiet" }, "Add it as planned and try this link"),
    );
  }

  labelOf(thing) {
    return [...this.labels].find(([, known]) => known.id === thing.id)?.[0] ?? thing.id;
  }

  // What a thing may be at one end of the link that is chosen.
  sorts(end) {
    const pairs = this.kinds.get(this.kind.value)?.pairs ?? [];
    const other = this.thing((end === "to" ? this.from : this.to).input.value)?.kind;
    const fits = pairs.filter(([from, to]) => !other || other === (end === "to" ? from : to)).map(([from, to]) => (end === "to" ? to : from));
    return this.data.sorts.filter((sort) => fits.includes(sort.kind));
  }

  refresh(aloud, paint = false) {
    return this.attempt(this.inputs, aloud, paint);
  }

  // Tries changes; where they cannot be tried, says why and leaves what was there.
  async attempt(changes, aloud = true, paint = true) {
    const number = ++this.number;
    const variables = { area: this.data.slug, c: changes, day: this.data.day, complete: this.data.complete };
    const answer = await ask(TRY, variables);
    if (number !== this.number) {
      return false;
    }
    const problem = answer.errors?.[0] ?? answer.data.area.view.whatIf.problems[0];
    if (problem) {
      this.live.textContent = plain(problem.message);
      if (problem.given) {
        this.offerMissing(problem);
      }
      return false;
    }
    const { view: { whatIf: { comparison: found } }, scenarios } = answer.data.area;
    this.changes = found.changes;
    this.inputs = found.changes.map((change) => change.input);
    const things = found.changes.filter((one) => one.action === "ADDED" && one.sort === "THING");
    this.label(things.map(({ factId, name, thingKind }) => ({ id: factId, name, kind: thingKind.toLowerCase() })));
    this.offer();
    this.show(found, scenarios);
    if (aloud) {
      this.live.textContent = this.inputs.length ? spoken(found) : "Nothing is proposed.";
    }
    if (paint) {
      await this.paint(number);
    }
    return true;
  }

  async paint(number) {
    const address = new URL(window.location.href);
    const here = address.searchParams;
    ["scenario", "change", "began", "seen"].forEach((name) => here.delete(name));
    const whole = `${address.pathname}/proposed${address.search}`;
    const data = this.inputs.length ? await post(whole, { changes: this.inputs }) : null;
    if (number !== this.number) {
      return;
    }
    if (data?.problem) {
      this.live.textContent = data.problem;
      return;
    }
    data?.proposed.forEach((change) => here.append("change", change));
    if (this.opened.name && this.inputs.length) {
      here.set("began", this.opened.name);
      here.set("seen", this.opened.version);
    }
    if (address.href.length < 8000) {
      window.history.replaceState(null, "", address.href);
    }
    this.redraw(data ?? (await this.bare(whole)));
  }

  // The page may have been opened with changes: the map without them is asked for anew.
  bare(whole) {
    return post(whole, { changes: [] });
  }

  show(found, scenarios) {
    const rows = found.changes.map((change, at) => ({ change, at })).filter(({ change }) => change.sort !== "SOURCE");
    this.list.replaceChildren(...rows.map(({ change, at }) => element(
      "li",
      {},
      `${change.sentence} `,
      button("Take away", () => this.takeAway(at), `Take away: ${change.sentence}`),
    )));
    this.proposed.hidden = this.effect.hidden = !rows.length;
    this.effect.replaceChildren(
      ...moved("Would close", found.closed),
      ...moved("Would open", found.opened),
      ...moved("Would read otherwise", found.moved),
      ...sights(found.sights),
    );
    this.showScenarios(scenarios);
  }

  showScenarios(scenarios) {
    this.scenarios.replaceChildren(...scenarios.map((scenario) => this.scenario(scenario)));
    if (!scenarios.length) {
      this.scenarios.append(element("li", {}, "None."));
    }
  }

  async takeAway(at) {
    // What needs a thing that is taken away, or changes it, goes with it.
    const { action, factId } = this.changes[at];
    const needs = (change) => action === "ADDED" && [change.factId, ...change.needs].includes(factId);
    await this.attempt(this.inputs.filter((input, i) => i !== at && !needs(this.changes[i])));
    (this.list.querySelector("button") ?? this.from.input).focus();
  }

  scenario({ name, author, version, changes }) {
    return element(
      "li",
      {},
      element("strong", {}, name),
      ` by ${author} (version ${version}) `,
      button("Open", () => this.open(name, version, changes), `Open ${name}`),
      button("Accept", () => this.accept(name, version), `Accept ${name}`),
      button("Drop", () => this.drop(name, version), `Drop ${name}`),
    );
  }

  async open(name, version, changes) {
    this.name.value = name;
    this.opened = { name, version };
    await this.attempt(changes.map((change) => change.input));
  }

  // Keeps in place of the version that was opened; what somebody else keeps under the name is
  // replaced only once that is answered yes.
  async keep(over = 0) {
    const name = this.name.value.trim().replace(/\s+/g, " ");
    const version = over || (name === this.opened.name ? this.opened.version : 0);
    const query = `mutation Keep($area: String!, $name: String!, $c: [ChangeInput!]!, $version: Int!) { keepScenario(area: $area, name: $name, changes: $c, expectedVersion: $version) { ${DONE} } }`;
    const done = await this.change(query, { name, c: this.inputs, version });
    if (done) {
      this.opened = done.scenario;
      await this.refresh(false);
      this.live.textContent = `Kept as ${name}. The record stays as it is.`;
    } else if (this.moved) {
      await this.keepOver(name, this.live.textContent);
    }
  }

  async keepOver(name, why) {
    const there = (await this.listed()).find((scenario) => scenario.name === name);
    if (!there) {
      // Gone meanwhile: kept again, it is a new one.
      this.opened = { name: "", version: 0 };
    } else if (await sure(`Keep yours over “${name}” by ${there.author}?`, `${why} Yours would take the place of version ${there.version}, which is gone then.`, "Keep mine over it")) {
      await this.keep(there.version);
      return;
    }
    this.live.textContent = why;
  }

  async accept(name, version) {
    if (!(await sure(`Write “${name}” into the record?`, "Its changes are then facts of the map, with the scenario as their source. Accept only what was agreed, or was found to be so.", "Accept"))) {
      return;
    }
    const query = `mutation Accept($area: String!, $name: String!, $version: Int) { acceptScenario(area: $area, name: $name, expectedVersion: $version) { ${DONE} } }`;
    if (await this.change(query, { name, version })) {
      const address = new URL(window.location.href);
      ["scenario", "change", "began", "seen"].forEach((name) => address.searchParams.delete(name));
      window.location.assign(address.href);
    } else {
      await this.listed();
    }
  }

  async drop(name, version) {
    if (!(await sure(`Drop “${name}”?`, "The scenario is gone then; the record stays as it is.", "Drop"))) {
      return;
    }
    const query = `mutation Drop($area: String!, $name: String!, $version: Int) { dropScenario(area: $area, name: $name, expectedVersion: $version) { ${DONE} } }`;
    if (await this.change(query, { name, version })) {
      await this.refresh(false);
      this.live.textContent = `${name} is dropped.`;
    } else {
      await this.listed();
    }
  }

  // What was done, or null: then the live line says why not, and moved whether somebody was first.
  async change(query, variables) {
    const answer = await ask(query, { area: this.data.slug, ...variables });
    const done = answer.errors ? null : Object.values(answer.data)[0];
    const problem = done?.problems[0];
    this.moved = problem?.path[0] === "expectedVersion";
    this.live.textContent = plain(answer.errors?.[0].message ?? problem?.message ?? "");
    return problem ? null : done;
  }

  // Lists the scenarios anew, as they are kept now, and leaves what is proposed alone.
  async listed() {
    const answer = await ask(LIST, { area: this.data.slug });
    const scenarios = answer.data?.area?.scenarios ?? [];
    this.showScenarios(scenarios);
    return scenarios;
  }
}

function moved(heading, findings) {
  const here = window.location.pathname.replace(/\/map$/, "/findings/");
  const rows = findings.map((one) => element(
    "li",
    {},
    element("a", { href: `${here}${one.rule.localId}` }, one.title),
    ` (${one.afterWords}): ${one.sentence}`,
    subjects(one.subjects),
  ));
  return [element("h3", {}, `${heading}: ${findings.length || "nothing"}`), ...(rows.length ? [element("ul", {}, ...rows)] : [])];
}

// For which things the answer differs: many findings are about several.
function subjects(found) {
  const shown = found.slice(0, MOST_SUBJECTS).map(({ name, beforeWords, afterWords }) => element(
    "li",
    {},
    `${name}: ${beforeWords ?? "not asked"}, then ${afterWords ?? "not asked"}`,
  ));
  const more = found.length - shown.length;
  return element("ul", {}, ...shown, ...(more > 0 ? [element("li", {}, `and ${more} more`)] : []));
}

function sights(found) {
  const rows = found.map((sight) => element(
    "li",
    {},
    `${sight.board} to the ${sight.target}. `,
    sight.before === sight.after ? `As before: ${sight.after}` : `Before: ${sight.before} Then: ${sight.after}`,
  ));
  return rows.length ? [element("h3", {}, "Lines of sight"), element("ul", {}, ...rows)] : [];
}

// A sentence without the number of the change that it is about, which nobody has counted here.
function plain(message) {
  return message.replace(/^Change \d+: /, "");
}

function spoken(found) {
  const last = found.changes.at(-1).sentence;
  const number = (findings, words) => `${findings.length || "No"} finding${findings.length === 1 ? "" : "s"} would ${words}`;
  const others = found.moved.length ? ` ${found.moved.length} would read otherwise.` : "";
  return `Proposed: ${last} ${number(found.closed, "close")}. ${number(found.opened, "open")}.${others}`;
}

// Asks in a dialog, which the keyboard can answer and Escape declines.
function sure(question, words, yes) {
  return new Promise((done) => {
    const close = (answer) => () => dialog.close(answer);
    const dialog = element(
      "dialog",
      { class: "what-if__dialog", "aria-labelledby": "what-if-sure", close: () => { dialog.remove(); done(dialog.returnValue === "yes"); } },
      element("h2", { id: "what-if-sure" }, question),
      element("p", {}, words),
      element("button", { type: "button", class: "button", click: close("yes") }, yes),
      " ",
      element("button", { type: "button", class: "button button--quiet", click: close("no") }, "Leave it"),
    );
    document.body.append(dialog);
    dialog.showModal();
  });
}

async function post(address, content) {
  const answer = await fetch(address, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(content) }).catch(() => null);
  return answer?.json().catch(() => null) ?? { problem: "No answer: is the service still running?" };
}

async function ask(query, variables) {
  const answer = await post("/graphql", { query, variables });
  return answer.problem ? { errors: [{ message: answer.problem }] } : answer;
}
