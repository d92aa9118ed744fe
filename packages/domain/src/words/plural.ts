type Forms = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };

/** The form of a noun that goes with a count: ответ, ответа, ответов. */
export function plural(locale: string, count: number, forms: Forms): string {
  return forms[new Intl.PluralRules(locale).select(count)] ?? forms.other;
}
