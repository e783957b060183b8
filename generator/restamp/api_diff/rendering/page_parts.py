"""The style and the script of the page."""

from __future__ import annotations

STYLE = """\
:root { color-scheme: light dark; --ink: #1c1e21; --dim: #5d646e; --paper: #fff; --card: #f6f7f9; --line: #d9dde3;
  --breaking: #b3261e; --tests: #8a5a00; --harmless: #1b6e3c; --old: #fdecea; --new: #e6f4ea; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e8eb; --dim: #9aa3ae; --paper: #15171a; --card: #1e2125;
  --line: #363b42; --breaking: #ff8a80; --tests: #ffca69; --harmless: #7fd69b; --old: #3b2022; --new: #1b3324; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 76rem; padding: 1.5rem; background: var(--paper); color: var(--ink);
  font: 15px/1.5 system-ui, sans-serif; }
h1 { font-size: 1.5rem; margin: 0; }
h2 { font-size: 1.15rem; margin: 1.5rem 0 0; }
h1, h2 { overflow-wrap: anywhere; }
code, pre { font-family: ui-monospace, monospace; font-size: .86em; overflow-wrap: anywhere; }
.verdict, .why, .place, .count { color: var(--dim); }
form { position: sticky; top: 0; display: flex; flex-wrap: wrap; gap: .6rem 1rem; align-items: end; padding: .8rem 0;
  margin: 1rem 0; background: var(--paper); border-bottom: 1px solid var(--line); }
label { display: flex; flex-direction: column; font-size: .8rem; color: var(--dim); }
select, input { font: inherit; color: inherit; background: var(--card); border: 1px solid var(--line);
  border-radius: 4px; padding: .3rem .5rem; max-width: 20rem; height: 2.2rem; color: var(--ink); }
.cause { background: var(--card); border: 1px solid var(--line); border-left: 4px solid var(--level);
  border-radius: 4px; margin: .6rem 0; padding: .5rem .8rem; }
.cause > summary { cursor: pointer; }
.breaking { --level: var(--breaking); } .tests { --level: var(--tests); } .harmless { --level: var(--harmless); }
.badge { color: var(--level); font-weight: 600; font-size: .8rem; margin-right: .5rem; }
.finding { border-top: 1px solid var(--line); margin-top: .6rem; padding-top: .5rem; }
.sides { display: grid; grid-template-columns: 1fr 1fr; gap: .5rem; margin-top: .3rem; }
.sides > div { border-radius: 4px; padding: .3rem .5rem; min-width: 0; }
.old { background: var(--old); } .new { background: var(--new); }
.place { font-size: .78rem; overflow-wrap: anywhere; }
del, ins { text-decoration: none; font-weight: 700; }
del { color: var(--breaking); } ins { color: var(--harmless); }
[hidden] { display: none; }
@media (max-width: 45rem) { body { padding: 1rem; } form { position: static; } label { flex: 1 1 8rem; }
  select, input { max-width: 100%; } .sides { grid-template-columns: 1fr; } .sides > div:empty { display: none; } }
"""

SCRIPT = """\
"use strict";
const form = document.querySelector("form");
const findings = [...document.querySelectorAll(".finding")];
const causes = [...document.querySelectorAll(".cause")];
const count = document.querySelector(".count");
function filter() {
  const wanted = new FormData(form);
  const word = wanted.get("word").trim().toLowerCase();
  let shown = 0;
  for (const finding of findings) {
    const data = finding.dataset;
    const matches = ["client", "level", "kind", "resource"].every((key) => !wanted.get(key) || wanted.get(key) === data[key])
      && (!word || finding.textContent.toLowerCase().includes(word));
    finding.hidden = !matches;
    shown += matches ? 1 : 0;
  }
  for (const cause of causes) {
    cause.hidden = ![...cause.querySelectorAll(".finding")].some((finding) => !finding.hidden);
    if (word) cause.open = !cause.hidden;
  }
  count.textContent = `${shown} of ${findings.length} changes`;
}
form.addEventListener("input", filter);
form.addEventListener("submit", (event) => event.preventDefault());
const preset = new URLSearchParams(location.hash.slice(1));
for (const [key, value] of preset) if (form.elements[key]) form.elements[key].value = value;
filter();
"""
