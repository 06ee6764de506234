import { choose } from "./choosing.js";
import { data, numberOf, stanceEdges, thingOf } from "./data.js";
import { fill, get, make, text } from "./dom.js";
import { bullets, stanceMark } from "./evidence.js";
import { headLine } from "./head.js";
import { answerNow, communityOf, isDrawn, isFiltered, issueOf, networkNow, passes, stanceAt } from "./model.js";
import { classMark } from "./panel.js";
import { dayNow, now } from "./state.js";
import { clip, dateText, labelOf, nameOf, say, t } from "./words.js";

const MOST = 1500;

const cell = (...children) => make("td", {}, children);
/* Roles are given, because a narrow screen shows each row as a block, and names each cell by its column. */
const table = (caption, columns, rows, total) => {
  for (const row of rows) {
    row.setAttribute("role", "row");
    [...row.children].forEach((one, n) => { one.setAttribute("role", "cell"); one.dataset.name = t(columns[n]); });
  }
  return box(caption, columns, rows, total);
};
const box = (caption, columns, rows, total) => make("div", { class: "table-box", tabindex: "0", role: "region", "aria-label": caption }, make("table", { role: "table" }, make("caption", {}, caption),
  make("thead", { role: "rowgroup" }, make("tr", { role: "row" }, columns.map((name) => make("th", { scope: "col", role: "columnheader" }, t(name))))), make("tbody", { role: "rowgroup" }, rows)),
total > rows.length ? make("p", { class: "hint" }, t("tableLimit").replace("{shown}", rows.length).replace("{all}", total)) : null);
/* What is chosen here opens in the panel; the row that it was chosen from is written anew, so the keyboard goes along. */
const open = (id) => { choose(id); get("panel").focus({ preventScroll: true }); };
const opener = (id, words) => make("button", { type: "button", class: "link", onclick: () => open(id) }, text(words, 200));

const basis = (record) => {
  const named = [...new Set(record.st.map((n) => t(`attr_${data.statements[n].attr}`)))];
  const how = [record.i && "inferred", record.a && "ascribed"].filter(Boolean);
  return [...(how.length ? how : ["stated"]).map(t), ...named].join(", ");
};
const saidBy = (record) => record.st.slice(0, 3).map((n) => {
  const statement = data.statements[n];
  const who = statement.who === null ? t("sourceAlone") : labelOf(data.people[statement.who]);
  return make("div", {}, text(`${who}, ${dateText(statement.to, true)}: `, 120), text(say(statement.t), 300));
});
const positions = () => {
  const answer = answerNow();
  const found = stanceEdges.map((edge) => [edge, stanceAt(edge)]).filter(([edge, record]) => passes(edge, record));
  found.sort(([a], [b]) => (a.to[0] === b.to[0] ? 0 : a.to[0] === "o" ? -1 : 1) || numberOf(a.to) - numberOf(b.to) || numberOf(a.from) - numberOf(b.from));
  const rows = found.slice(0, MOST).map(([edge, record]) => {
    const option = thingOf(edge.to);
    const one = edge.to[0] === "o" ? answer?.get(numberOf(edge.to)) : null;
    return make("tr", {}, cell(text(issueOf(edge) === null ? t("proposal") : labelOf(data.issues[option.issue]), 200)), cell(opener(edge.to, labelOf(option))),
      answer ? cell(one ? classMark(one) : "") : null, cell(opener(edge.from, nameOf(edge.from))),
      cell(make("button", { type: "button", class: "link", onclick: () => open(edge.id) }, stanceMark(record))), cell(dateText(record.at, true)),
      cell(basis(record)), cell(saidBy(record)));
  });
  const columns = ["issue", "option", ...(answer ? ["shared"] : []), "party", "stance", "since", "basedOn", "statements"];
  const whose = answer ? ` · ${t("shared")}: ${now().pick.map((n) => clip(labelOf(data.parties[n]), 120)).join(", ")}` : "";
  const hiding = isFiltered() ? ` · ${t("filters")}: ${isFiltered()}` : "";
  return table(`${t("view_positions")}, ${dateText(data.days[dayNow()])}${whose}${hiding}`, columns, rows, found.length);
};
const quiet = () => {
  const heard = new Set(stanceEdges.filter((edge) => isDrawn(stanceAt(edge))).map((edge) => edge.to));
  const silent = data.options.map((_, n) => `o${n}`).filter((id) => !heard.has(id));
  return silent.length ? make("div", {}, make("h3", {}, t("withoutStance")), bullets(silent.slice(0, MOST).map((id) => opener(id, nameOf(id))))) : null;
};
const bundles = () => (data.proposals.length ? table(t("proposals"), ["proposal", "status", "proposedBy", "terms"],
  data.proposals.slice(0, MOST).map((proposal, n) => make("tr", {}, cell(opener(`b${n}`, labelOf(proposal))), cell(proposal.status ? t(`status_${proposal.status}`) : ""),
    cell(text([...proposal.by, ...proposal.tabled].map((p) => labelOf(data.parties[p])).join(", "), 400)),
    cell(proposal.terms.map((o) => make("div", {}, text(labelOf(data.options[o]), 200)))))), data.proposals.length) : null);
const parties = () => {
  const { noParty } = now();
  const pairs = networkNow().pairs.filter(([a, b]) => !noParty.includes(a) && !noParty.includes(b));
  return table(`${t("view_parties")}, ${dateText(data.days[dayNow()])}`, ["party", "party", "agreed", "within_reach", "contested", "redLines", "bothSpoke", "community"],
    pairs.slice(0, MOST).map(([a, b, ...counts]) => make("tr", {}, cell(opener(`p${a}`, nameOf(`p${a}`))), cell(opener(`n${a}-${b}`, nameOf(`p${b}`))),
      counts.map((count) => cell(String(count))), cell(t(communityOf(a) === communityOf(b) ? "sameCommunity" : "otherCommunity")))), pairs.length);
};
const issues = () => {
  const { noIssue } = now();
  const shown = data.options.map((option, n) => [option, n]).filter(([option]) => !noIssue.includes(option.issue));
  const relations = data.relations.slice(0, MOST).map(([kind, from, to, why], n) => make("tr", {}, cell(opener(`o${from}`, nameOf(`o${from}`))),
    cell(opener(`r${n}`, t(kind))), cell(opener(`o${to}`, nameOf(`o${to}`))), cell(text(say(why), 600))));
  return [table(t("view_issues"), ["issue", "option"], shown.slice(0, MOST).map(([option, n]) => make("tr", {},
    cell(text(labelOf(data.issues[option.issue]), 200)), cell(opener(`o${n}`, labelOf(option))))), shown.length),
  data.relations.length ? table(t("relations"), ["option", "relation", "option", "reason"], relations, data.relations.length) : null];
};

let stale = true;
/* Build the table of what the map shows; it is put off until wanted, which printing also is. */
const buildTable = () => {
  if (!stale) return;
  stale = false;
  const shown = { positions: () => [positions(), bundles(), quiet()], parties: () => [parties()], issues }[now().view]();
  fill(get("table-view"), make("h2", {}, t("table")), shown);
  fill(get("print-head"), make("p", {}, headLine()), make("p", {}, t("caveat")), bullets(data.caveats.map((words) => text(say(words), 2000))),
    make("p", {}, `${t("sources")}: `, data.sources.slice(0, 60).map((source) => make("span", {}, text(labelOf(source), 300), source.url ? [" <", text(source.url, 400), "> "] : " "))));
};
export const showTable = () => {
  stale = true;
  const isTable = now().mode === "table";
  document.body.classList.toggle("as-table", isTable);
  get("map-view").toggleAttribute("inert", isTable);
  get("table-view").toggleAttribute("hidden", !isTable);
  if (isTable) buildTable();
  else get("table-view").replaceChildren();
};
window.addEventListener("beforeprint", () => buildTable());
