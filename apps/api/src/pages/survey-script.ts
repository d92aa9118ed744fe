/**
 * What the survey page does when scripts run; without them the form does all that matters. It runs in the browser from its
 * own source text, so it names nothing outside itself and has no comments inside. Digits choose (1 then 0 within 0.7 s is
 * 10) and focus what they chose, so that the browser's own Enter sends. Controls are sent as they stand: the server reads them as it reads the form. Answers are saved at most every 11 s, and only
 * after 5 s in sight and a real touch or key: mail scanners open every link, and quick second scores look like theirs.
 */
const surveyScript = (): void => {
  const form = document.querySelector("form")!;
  const on = addEventListener;
  const line = form.querySelector<HTMLElement>(".pre")!;
  const button = form.querySelector("button")!;

  const read = () => {
    const written = [...form.querySelectorAll<HTMLInputElement>("textarea,.line,select")].some((one) =>
      one.value.trim(),
    );
    const chosen = form.querySelector(":checked:not([value=''],option,[name$='.window'])");
    const { nonce, ...fields } = Object.fromEntries(new FormData(form));
    return (written || chosen) && JSON.stringify({ nonce, finished: false, fields });
  };

  let saved = line.textContent === line.dataset.saved && read();
  let seen = 0;
  let rest = 0;
  let touched = false;
  setInterval(() => {
    if (!document.hidden) seen++;
    const body = read();
    if (--rest > 0 || seen < 5 || !touched || button.disabled || !body || body === saved) return;
    rest = 11;
    const headers = { "content-type": "application/json" };
    fetch(location.pathname, { method: "POST", headers, body }).then(
      ({ ok, status }) => {
        if (status < 429) saved = body;
        if (ok) line.textContent = line.dataset.saved!;
      },
      () => {},
    );
  }, 1000);
  for (const type of ["pointerdown", "keydown", "click"]) {
    on(type, (event) => {
      touched ||= event.isTrusted;
    });
  }

  let tens = -700;
  on("keydown", ({ key, target, ctrlKey, metaKey, altKey, timeStamp }) => {
    const at = target as HTMLElement;
    if (!/^\d$/.test(key) || ctrlKey || metaKey || altKey || at.matches("textarea,select,.line,[type=tel]")) return;
    const scale = at.closest(".scale") ?? form.querySelector(".scale");
    const radio = (score: string) => scale?.querySelector<HTMLElement>(`[value="${score}"]`);
    const chosen = (key === "0" && timeStamp - tens < 700 && radio("10")) || radio(key);
    tens = key === "1" ? timeStamp : -700;
    chosen?.focus();
    chosen?.click();
  });

  const hold = ({ type }: Event) => {
    button.disabled = type === "submit";
  };
  on("submit", hold);
  on("pageshow", hold);
};

/**
 * Exactly what stands between `<script>` and `</script>`. Bundlers that keep function names wrap inner functions in a
 * `__name` of their own, which the browser has not: it is handed in. No text in the script has a space in it to lose.
 */
export const surveyScriptText = `(__name=>(${surveyScript})())(f=>f)`
  .replace(/\s+/g, " ")
  .replace(/ ?([^\w$]) ?/g, "$1")
  .replace(/[;,](?=[})\]])/g, "");
