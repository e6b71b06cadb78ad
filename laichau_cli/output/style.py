"""How a page looks: one column, light and dark, rows as blocks on a phone."""

STYLE = """
:root { --ink: #1f2328; --quiet: #57606a; --paper: #fdfdfb; --line: #d8dce0; --link: #0550ae;
  --mark: #fff3b8; --green: #1a6b31; --cyan: #0b6474; --yellow: #8a5000; --red: #b3201f;
  --blue: #1d5fbf }
@media (prefers-color-scheme: dark) { :root { --ink: #e3e6e8; --quiet: #a2abb4; --paper: #16181b;
  --line: #3a4048; --link: #7fb3ff; --mark: #5c4a00; --green: #6fc483; --cyan: #6cc4d4;
  --yellow: #e0b64c; --red: #ff8880; --blue: #6ea8f7 } }
* { box-sizing: border-box }
body { margin: 0; background: var(--paper); color: var(--ink);
  font: 1rem/1.5 system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif }
main { max-width: 68rem; margin: 0 auto; padding: 1.5rem 1rem 4rem }
h1 { font-size: 1.7rem; line-height: 1.2; margin: 0 0 1rem }
h2 { font-size: 1.25rem; margin: 2.5rem 0 .5rem } h3 { font-size: 1.05rem; margin: 0 }
h2 small, .other, footer, .names { color: var(--quiet); font-weight: normal; font-size: .875rem }
a { color: var(--link); text-underline-offset: .15em }
nav ul { padding: 0; display: flex; flex-wrap: wrap; gap: .35rem 1rem; list-style: none }
table { border-collapse: collapse; margin: .25rem 0 .75rem }
th, td { text-align: left; vertical-align: baseline; padding: .35rem 1.25rem .35rem 0;
  border-bottom: 1px solid var(--line); font-weight: normal }
thead th { color: var(--quiet); font-size: .875rem }
.number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums }
article th { white-space: nowrap }
td:not(.number) { font-size: .9375rem }
.depth1 { padding-left: 1.25rem } .depth2, .depth3 { padding-left: 2.5rem }
article { border-top: 1px solid var(--line); padding: 1.25rem 0 .5rem; scroll-margin-top: 1rem }
article p { margin: .35rem 0 } h1 + article { border: 0; padding: 0 }
article:target, section:target > h2 { background: color-mix(in srgb, var(--mark) 35%, transparent) }
.figure { font-size: 1.15rem }
.green { color: var(--green) } .cyan { color: var(--cyan) } .yellow { color: var(--yellow) }
.red { color: var(--red) }
blockquote { margin: .75rem 0; padding-left: 1rem; border-left: 3px solid var(--line) }
mark { background: var(--mark); color: inherit; padding: 0 .1em }
code { font: .9em ui-monospace, Menlo, Consolas, monospace; overflow-wrap: anywhere }
p, li { overflow-wrap: anywhere }
.bar { display: block; overflow: visible }
 .ground { fill: var(--line) }
.fill { fill: var(--blue) } .fill.green { fill: var(--green) } .fill.cyan { fill: var(--cyan) }
.fill.yellow { fill: var(--yellow) } .fill.red { fill: var(--red) }
.goal { stroke: var(--ink); stroke-width: 2 } .axis { stroke: var(--line) }
.line { width: 20rem; max-width: 100%; display: block }
.line polyline { fill: none; stroke: var(--blue); stroke-width: 2 }
.line circle { fill: var(--blue) }
.line text { fill: var(--ink); font-size: 12px }
footer { margin-top: 3rem; border-top: 1px solid var(--line) }
@media (min-width: 40rem) { main > table th[scope=row], section th[scope=row] { min-width: 13rem } }
@media (max-width: 40rem) {
  thead { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden }
  table, tbody { display: block }
  tr { display: grid; grid-template-columns: 1fr auto; column-gap: 1rem; padding: .45rem 0;
    border-bottom: 1px solid var(--line) }
  th, td { border: 0; padding: 0 } tbody td:empty { display: none }
  td:not(.number) { grid-column: 1 / -1 } .number, article th { white-space: normal }
}
@media print { nav { display: none } a { color: inherit } article { break-inside: avoid } }
"""
