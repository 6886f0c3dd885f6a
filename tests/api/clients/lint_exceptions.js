"use strict";
// What a rule of graphql-eslint is let off for: a type or field (*: any), and why. One that is no
// longer needed fails the test.

// An attribute is called the same in the schema, in workbooks, CSV and archives: agenda_kind. By
// "kind" alone each thing says what it is.
const attributes = [
  "Agenda.agendaKind", "Agreement.agreementKind", "Body.bodyKind", "Commitment.commitmentKind",
  "Footprint.footprintKind", "Matter.matterKind", "Plan.planKind", "Post.postKind",
  "Programme.programmeKind", "Risk.risk", "Seat.seatKind", "Site.siteKind",
];

// A link as its thing sees it, and what a page says of it, are seen nowhere else: they have no id.
const edges = ["AskedQuestionEdge", "FactEdge", "NodeLinkEdge"];

module.exports = [
  // Lists are read forwards only, so far: they have first and after, but neither last nor before.
  { rule: "relay-arguments", on: "*" },
  ...attributes.map((on) => ({ rule: "no-typename-prefix", on })),
  // What is measured has the name of the measure it is found by.
  { rule: "no-typename-prefix", on: "Measure.measure" },
  ...edges.map((on) => ({ rule: "relay-edge-types", on })),
];
