type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

export type Fields = Record<string, string>;

/** What the controls of a form hold, as the browser would send it. */
export function fieldsIn(form: HTMLFormElement): Fields {
  return Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, String(value)]));
}

/** Puts these values into the controls of questions; what is not among them is emptied. Hidden fields keep their own. */
export function fill(form: HTMLFormElement, fields: Fields): void {
  for (const control of form.querySelectorAll<Control>("[data-id] input,textarea,select")) {
    const held = Object.hasOwn(fields, control.name) ? (fields[control.name] as string) : null;
    if (control instanceof HTMLInputElement && /radio|checkbox/.test(control.type)) {
      control.checked = held === control.value;
    } else {
      control.value = held ?? "";
    }
  }
}

/** Sets a hidden field of the form, whose name is one of ours; null: takes it out. */
export function setField(form: HTMLFormElement, name: string, value: string | null): void {
  const find = () => form.querySelector<HTMLInputElement>(`input[type=hidden][name="${name}"]`);
  if (value === null) find()?.remove();
  if (value === null) return;
  if (!find()) form.insertAdjacentHTML("beforeend", `<input type=hidden name="${name}">`);
  (find() as HTMLInputElement).value = value;
}
