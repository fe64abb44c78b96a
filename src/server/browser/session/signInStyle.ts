/** How the pages look by which one signs in: they come before any bundle, so all of their style is here. Steps of 4 px. */
export const SIGN_IN_STYLE = `
:root {
  color-scheme: light dark;
  --text: #3b3b3b; --muted: #5c5c5c; --surface: #f8f8f8; --raised: #ffffff; --line: #e5e5e5; --edge: #767676;
  --button: #005fb8; --hover: #0258a8; --focus: #005fb8; --error: #b01011; --code: #f0f0f0;
}
@media (prefers-color-scheme: dark) {
  :root {
    --text: #cccccc; --muted: #9d9d9d; --surface: #181818; --raised: #1f1f1f; --line: #313131; --edge: #868686;
    --button: #0069ba; --hover: #0063b0; --focus: #2b9bf4; --error: #f88078; --code: #2b2b2b;
  }
}
* { box-sizing: border-box; }
body {
  background: var(--surface); color: var(--text); display: grid; margin: 0; min-height: 100vh; padding: 24px;
  align-items: center; grid-template-columns: minmax(0, 440px); justify-content: center;
  font: 14px/20px system-ui, 'Segoe UI', Ubuntu, 'Noto Sans CJK JP', 'Noto Sans CJK KR', sans-serif;
}
main {
  background: var(--raised); border: 1px solid var(--line); border-radius: 8px; padding: 32px;
}
@media (max-width: 400px) { body { padding: 12px; } main { padding: 20px; } }
:lang(ko) { word-break: keep-all; }
header { align-items: center; display: flex; gap: 12px; margin-bottom: 16px; }
h1 { font-size: 20px; font-weight: 600; line-height: 28px; margin: 0; }
h2 { font-size: 14px; font-weight: 600; line-height: 20px; margin: 0 0 4px; }
p { color: var(--muted); margin: 0 0 8px; }
b { color: var(--text); font-weight: 600; }
section { border-top: 1px solid var(--line); margin-top: 20px; padding-top: 20px; }
section > :last-child { margin-bottom: 0; }
code {
  background: var(--code); border-radius: 4px; color: var(--text); display: inline-block; padding: 4px 8px;
  font: 13px/20px ui-monospace, 'Cascadia Mono', 'Droid Sans Mono', monospace;
}
[role='alert'] {
  border: 1px solid currentColor; border-radius: 4px; color: var(--error); margin: 0 0 16px; padding: 8px 12px;
}
form { margin: 0; }
label { display: block; margin-bottom: 4px; }
.row { display: flex; gap: 8px; }
input {
  background: var(--raised); border: 1px solid var(--edge); border-radius: 4px; color: inherit; flex: 1; font: inherit; height: 32px;
  min-width: 0; padding: 0 8px;
}
button {
  background: var(--button); border: 1px solid transparent; border-radius: 4px; color: #ffffff; cursor: pointer; font: inherit;
  height: 32px; padding: 0 16px;
}
button:hover { background: var(--hover); }
:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; }
input:focus-visible { border-color: var(--focus); outline-offset: -1px; }
@media (forced-colors: active) { main { border-color: CanvasText; } button { border-color: ButtonText; } }
`;
