import type { ContactView } from "./read-contact.ts";

/** What surveys may speak of: a contact's attributes, and their name and language under these names. */
export const traitsOf = ({ attributes, name, locale }: Pick<ContactView, "attributes" | "name" | "locale">) => ({
  ...attributes,
  name,
  locale,
});
