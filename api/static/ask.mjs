// Without this file the page works by plain forms. With it the answer comes without a new page.

const choose = document.getElementById("choose");
const write = document.getElementById("write");
const status = document.getElementById("status");
let asking = 0;

/** Show what a question asks for besides the area: a thing, several areas, a day, a name. */
function showAbout() {
  const chosen = choose.querySelector("input[name=question]:checked");
  const about = chosen ? chosen.dataset : {};
  document.getElementById("about").hidden = !about.about;
  document.getElementById("over").hidden = !about.over;
  document.getElementById("since-field").hidden = !about.since;
  document.getElementById("words-field").hidden = !about.words;
}

/** Fetch a page of our own and return it as a document; null when a later request overtook it. */
async function fetchPage(address, options) {
  const mine = ++asking;
  const response = await fetch(address, options);
  const text = await response.text();
  if (mine !== asking) return null;
  const page = new DOMParser().parseFromString(text, "text/html");
  if (!page.getElementById("answer")) throw new Error(`no answer: ${response.status}`);
  return page;
}

/** Put the answer of a fetched page in place, and say it to those who do not see it. */
function showAnswer(page) {
  document.getElementById("answer").replaceWith(document.adoptNode(page.getElementById("answer")));
  const heading = document.getElementById("answer-heading");
  const rows = document.querySelectorAll("#answer tbody tr").length;
  const failed = document.querySelector("#answer .problem li");
  const counted = rows === 1 ? "1 row" : `${rows} rows`;
  status.textContent = failed ? failed.textContent : `Answered: ${counted}.`;
  heading.focus({ preventScroll: true });
  heading.scrollIntoView({ block: "start" });
}

/** Put the query and variables of a fetched page into the boxes. */
function showQuery(page) {
  const names = ["area", "question", "thing", "asOf", "known", "since", "words", "areas"];
  for (const name of [...names, "query", "variables"]) {
    write.elements[name].value = page.getElementById("write").elements[name].value;
  }
}

/** Ask; when the network fails, let the browser send the form in the plain way. */
async function ask(form, address, options, done) {
  const answer = document.getElementById("answer");
  answer.setAttribute("aria-busy", "true");
  status.textContent = "Asking.";
  try {
    const page = await fetchPage(address, options);
    if (page) done(page);
  } catch {
    form.submit();
  } finally {
    answer.removeAttribute("aria-busy");
  }
}

function chosenAddress() {
  const values = new URLSearchParams(new FormData(choose));
  const chosen = choose.querySelector("input[name=question]:checked");
  if (!(chosen && chosen.dataset.about)) values.delete("thing");
  const about = chosen ? chosen.dataset : {};
  if (!about.over) values.delete("areas");
  for (const name of ["since", "words"]) if (!about[name]) values.delete(name);
  for (const name of ["asOf", "known", "since", "words"]) if (!values.get(name)) values.delete(name);
  return `/ask?${values}`;
}

choose.addEventListener("submit", (event) => {
  event.preventDefault();
  const address = chosenAddress();
  ask(choose, address, {}, (page) => {
    showAnswer(page);
    showQuery(page);
    history.pushState(null, "", address);
  });
});

write.addEventListener("submit", (event) => {
  event.preventDefault();
  const body = new URLSearchParams(new FormData(write));
  ask(write, "/ask", { method: "POST", body }, showAnswer);
});

choose.addEventListener("change", async (event) => {
  showAbout();
  if (event.target.id !== "area") return;
  try {
    const page = await fetchPage(`/ask?${new URLSearchParams({ area: event.target.value })}`, {});
    if (page) document.getElementById("thing").replaceWith(document.adoptNode(page.getElementById("thing")));
  } catch {
    status.textContent = "The list of boards and groups could not be fetched; press Ask to go on.";
  }
});

window.addEventListener("popstate", () => location.reload());
showAbout();
