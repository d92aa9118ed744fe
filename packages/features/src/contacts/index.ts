export { addContacts, type PastContact } from "./add-contacts.ts";
export { eraseContact } from "./erase-contact.ts";
export { readIdentities } from "./identities.ts";
export { type ContactView, readContact } from "./read-contact.ts";
export { lockContact } from "./store.ts";
export { refuseFurtherSurveys, suppressAddress, unsubscribeContact, usableAddresses } from "./suppress.ts";
export { traitsOf } from "./traits.ts";
export { type GivenContact, upsertContact } from "./upsert-contact.ts";
