import { html } from "@otklik/domain/values/html";
import { wordsFor } from "@otklik/domain/words/words";
import { type Brand, page } from "./page.ts";

export type PinView = {
  locale: string;
  brand: Brand;
  /** Where the PIN is sent. */
  action: string;
  isWrong: boolean;
  privacyUrl: string | null;
};

/** Asks for the PIN of a survey that is not for everybody. */
export function pinPage({ locale, brand, action, isWrong, privacyUrl }: PinView): string {
  const words = wordsFor(locale).pin;
  return page({
    locale,
    title: isWrong ? `${words.wrong} ${words.title}` : words.title,
    brand,
    footer: { unsubscribeUrl: null, privacyUrl },
    content: html`<form method="post" action="${action}">
<h1>${words.title}</h1>
<p>${words.what}</p>
<div class="q${isWrong && " bad"}"><label class="f" for="pin">${words.label}</label>
<input class="line" id="pin" name="pin" type="text" dir="ltr" inputmode="numeric" pattern="[0-9]*" maxlength="8" autocomplete="off" required autofocus${
      isWrong && html` aria-invalid="true" aria-describedby="pin-error"`
    }>
${isWrong && html`<p class="er" role="alert" id="pin-error">${words.wrong}</p>`}</div>
<button>${words.go}</button>
</form>`,
  });
}
