import { accentColours } from "@otklik/domain/values/accent";
import { fonts, pageColours, type Theme, usualTheme } from "@otklik/domain/values/theme";

const accent = accentColours(null);
const lightGround = "--bg:#fff;--t:#1B1E23;--t2:#565C66;--ln:#E3E3E0;--ctl:#838892;--soft:#F6F6F4;--er:#B9480E";
const darkGround = "--bg:#151719;--t:#ECEDEF;--t2:#A9AFB8;--ln:#2F3338;--ctl:#7B818B;--soft:#1E2124;--er:#F08C4E";

type Dress = { accent: string | null; theme?: Theme };

/** What a workspace's own accent and theme change in it, as a style sheet of its own; null: nothing. */
export function ownStyleText({ accent: own, theme = usualTheme }: Dress): string | null {
  const { scheme, font } = theme;
  const hasGround = theme.background !== null || theme.text !== null;
  if (own === null && !hasGround && scheme === "auto" && font === "system") return null;
  const { light, onLight, dark, onDark } = accentColours(own);
  const ground = pageColours(theme);
  const onLightPage = `--ac:${light};--act:${onLight}${
    hasGround
      ? `;--bg:${ground.ground};--t:${ground.text};--t2:${ground.quiet};--ln:${ground.line};--ctl:${ground.edge};--soft:${ground.soft};--er:${ground.error}`
      : ""
  }`;
  const onDarkPage = `--ac:${dark};--act:${onDark}`;
  const family = font === "system" ? "" : `body{font-family:${fonts[font]}}`;
  if (scheme === "light") return `:root{color-scheme:light;${lightGround};${onLightPage}}${family}`;
  if (scheme === "dark") return `:root{color-scheme:dark;${darkGround};${onDarkPage}}${family}`;
  return `:root{${onLightPage}}@media(prefers-color-scheme:dark){:root{${hasGround ? `${darkGround};` : ""}${onDarkPage}}}${family}`;
}

const mostColumns = 11;

/**
 * The class of a row that knows how many columns it will have before the last of them has come: a page is painted while
 * it comes, and what was painted must not move.
 */
export const columnsOf = (count: number): string => `of${Math.min(count, mostColumns)}`;

// Where a row is too narrow for all of them, more than seven become two rows as equal as can be.
const columns = Array.from({ length: mostColumns }, (_, at) => at + 1)
  .map((count) => `.of${count}{--n:${count};--h:${count > 7 ? Math.ceil(count / 2) : count}}`)
  .join("");

/**
 * The whole style sheet of what respondents see, and exactly what stands between `<style>` and `</style>`. Sizes are in
 * rem, so that a reader's own text size counts; the chosen score is drawn by `:checked +`, older than `:has`.
 */
export const pageStyleText = `
:root{color-scheme:light dark;${lightGround};--ac:${accent.light};--act:${accent.onLight}}
@media(prefers-color-scheme:dark){:root{${darkGround};--ac:${accent.dark};--act:${accent.onDark}}}
*{box-sizing:border-box}
[hidden]{display:none!important}
h1:focus{outline:none}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0;background:var(--bg);color:var(--t);font:100%/1.45 -apple-system,BlinkMacSystemFont,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
main{max-width:640px;margin:0 auto;padding:0 14px 24px;overflow-wrap:anywhere;hyphens:auto}
header{display:flex;flex-wrap:wrap;align-items:center;gap:9px;padding:14px 0;font-weight:600;hyphens:manual}
.mark{display:block;flex:none;object-fit:contain}
.pics{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,8.5rem),1fr));gap:8px;margin-top:8px}
.pics img{display:block;width:100%;height:auto;aspect-ratio:4/3;object-fit:cover;border-radius:6px 6px 0 0;background:var(--soft)}
.pics label{position:relative;display:block;border:1px solid var(--ctl);border-radius:7px;cursor:pointer}
.pics input{position:absolute;opacity:0;inset:0;margin:0;width:100%;height:100%;cursor:pointer}
.pics span{display:block;padding:8px 9px;font-size:.9375rem;font-weight:500}
.pics label:has(:checked){border-color:var(--ac);box-shadow:0 0 0 2px var(--ac)}
.pics :checked~span{font-weight:700}
.pics label:has(:focus-visible){outline:3px solid var(--ac);outline-offset:2px}
.logo{flex:none;display:grid;place-items:center;width:1.625rem;height:1.625rem;border-radius:.4375rem;background:var(--ac);color:var(--act);font-size:1.0625rem;line-height:1}
nav{display:flex;flex-wrap:wrap;gap:0 14px;margin-inline-start:auto;font-weight:400;font-size:.875rem}
nav a,footer a{color:var(--t2);padding:4px 0}
nav button{width:auto;min-height:0;margin:0;border-radius:0;padding:4px 0;background:none;color:var(--t2);font-weight:400;text-decoration:underline}
nav details{position:relative}
summary{color:var(--t2);padding:4px 0;cursor:pointer}
nav div{position:absolute;z-index:1;inset-inline-end:0;display:grid;padding:6px 0;background:var(--bg);border:1px solid var(--ctl);border-radius:8px}
nav div>*{padding:9px 16px;white-space:nowrap;text-align:start;text-decoration:none}
.def{position:absolute;width:1px;height:1px;min-height:0;margin:0;padding:0;opacity:0}
[dir=rtl] :is(h1,.lead legend,.lead .f){letter-spacing:0}
.ctx{color:var(--t2);font-size:.875rem;margin:6px 0 4px}
fieldset{border:0;margin:0;padding:0;min-width:0;container-type:inline-size}
legend,.f{padding:0;font-size:1rem;font-weight:600}
legend{margin-bottom:6px}
h1,.lead legend,.lead .f{font-size:1.3125rem;line-height:1.3;font-weight:600;letter-spacing:-.01em;text-wrap:balance;margin:0}
.lead legend{margin-bottom:14px}
main>h1:first-child{padding-top:24px}
.q+.q,.pre~.q{margin-top:18px}
.say{white-space:pre-line;margin:6px 0 14px}
small{font-weight:400;color:var(--t2);font-size:.875rem;letter-spacing:0}
.part{margin-top:14px}
legend+.part{margin-top:0}
.part legend{font-weight:500;font-size:.9375rem}
.scale{display:grid;grid-template-columns:repeat(var(--n),minmax(0,1fr));gap:2px}
${columns}
@container(min-width:30em){.scale{gap:6px}}
.scale label,.w label{position:relative;display:grid;cursor:pointer;overflow-wrap:normal;hyphens:manual}
.scale input,.w input{position:absolute;opacity:0;inset:0;margin:0;width:100%;height:100%;cursor:pointer}
.scale span{display:grid;place-items:center;min-width:24px;min-height:52px;border:1px solid var(--ctl);border-radius:6px;font-size:.9375rem;font-weight:500;font-variant-numeric:tabular-nums}
.scale :checked+span{background:var(--ac);border-color:var(--ac);color:var(--act);font-weight:700}
:focus-visible,:focus-visible+span{outline:3px solid var(--ac);outline-offset:2px}
.ends{display:flex;justify-content:space-between;gap:16px;font-size:.8125rem;line-height:1.35;color:var(--t2);margin-top:7px}
.ends span+span{text-align:end}
@container(max-width:16.9em){.ends{flex-direction:column;gap:0}.ends span+span{text-align:start}.scale{grid-template-columns:repeat(var(--h),1fr)}}
.pre{font-size:.875rem;color:var(--t2);background:var(--soft);border-radius:8px;padding:8px 11px;margin:14px 0 0}
.pre:empty{padding:0;margin:0}
.f{display:block}
textarea,[type=tel],.line,select{display:block;width:100%;margin:6px 0 0;border:1px solid var(--ctl);border-radius:8px;background:transparent;color:inherit;font:inherit;padding:10px 12px}
textarea{height:5.25rem;resize:vertical}
[type=tel],[type=date]{max-width:17.5rem}
select{width:auto;margin:0;padding:8px}
.rank{display:flex;justify-content:space-between;align-items:center;gap:12px;margin:8px 0}
.list{display:grid;gap:2px;margin-top:8px}
.list .ck{padding:9px 0}
.own{display:block;margin-top:4px}
@supports selector(:has(*)){fieldset:not(:has([value=other]:checked,[name$=".other"]:checked))>.own{display:none}}
.help{display:block}
.page{font-weight:600;color:var(--t2);margin:6px 0 12px}
.cb{padding:11px 12px;border:1px solid var(--ln);border-radius:10px}
.ck{display:flex;gap:11px;align-items:flex-start;cursor:pointer}
.ck input{width:1.5rem;height:1.5rem;margin:0;accent-color:var(--ac);flex:none}
.ck small{display:block}
.more{margin-top:16px;padding-bottom:4px}
.more fieldset{margin-top:16px}
.more legend{margin:0}
@supports selector(:has(*)){.cb:not(:has(.ck :checked)) .more{display:none}}
.w{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,max(7.6em,(100% - 6.5px*(var(--n) - 1))/var(--n))),1fr));gap:6px;margin-top:6px}
.w span{display:grid;place-items:center;min-height:44px;border:1px solid var(--ctl);border-radius:8px;padding:4px;font-size:.9375rem;font-weight:500;text-align:center}
.w :checked+span{border-color:var(--ac);box-shadow:inset 0 0 0 1px var(--ac);background:var(--soft);font-weight:700}
.er{color:var(--er);font-size:.875rem;font-weight:600;margin:8px 0 0}
.er::before{content:"! "}
.bad textarea,.bad [type=tel],.bad .line,.bad select,.bad .scale span{border-color:var(--er)}
.bad :checked+span{border-color:var(--ac)}
button{width:100%;min-height:50px;margin-top:18px;border:0;border-radius:9px;padding:6px 34px;background:var(--ac);color:var(--act);font:inherit;font-weight:600;cursor:pointer}
button:disabled{opacity:.6;cursor:default}
.go{display:inline-block;padding:12px 22px;border-radius:9px;background:var(--ac);color:var(--act);font-weight:600;text-decoration:none}
.back{background:none;color:var(--t);border:1px solid var(--ctl);margin-top:10px}
footer{display:flex;flex-wrap:wrap;gap:6px 18px;margin-top:20px;padding-top:14px;border-top:1px solid var(--ln);font-size:.875rem}
@media(min-width:43.75em){main{padding-top:44px}h1,.lead legend,.lead .f{font-size:1.625rem}.scale span{min-height:56px;font-size:1.0625rem}button:not(.def){width:auto}.ends{font-size:.875rem}.more{padding-inline-start:35px}}
.kiosk{font-size:125%;min-height:100vh;display:grid;align-items:center}
.kiosk main{width:100%;max-width:960px}
.kiosk .scale span,.kiosk .w span{min-height:76px;font-size:1.25rem}
.kiosk button{min-height:68px}
.kiosk .list .ck{padding:16px 0}
dialog{border:1px solid var(--ln);border-radius:14px;padding:24px;max-width:min(34rem,100% - 28px);background:var(--bg);color:var(--t)}
dialog button{margin:6px 12px 6px 0}
dialog::backdrop{background:#0009}
@media(forced-colors:active){.scale :checked+span,.w :checked+span{forced-color-adjust:none;background:Highlight;color:HighlightText;border-color:Highlight}button,.logo{border:1px solid}}
`;
