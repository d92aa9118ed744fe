import { emailAddress, emailKey } from "@otklik/domain/values/email-address";
import { type FieldError, invalid } from "../problem.ts";

export type IdentityKind = "externalId" | "email" | "phone";
/** `value` is what a contact is found by, `address` what is written to. */
export type Identity = { kind: IdentityKind; value: string; address: string };

export type GivenIdentities = { externalId?: string; email?: string; phone?: string };

/** The identities of a call, normalised. Refuses an unusable one, and a call without any. */
export function readIdentities(given: GivenIdentities, pointer = ""): Identity[] {
  const identities: Identity[] = [];
  const errors: FieldError[] = [];
  if (given.externalId !== undefined)
    identities.push({ kind: "externalId", value: given.externalId, address: given.externalId });
  if (given.email !== undefined) {
    const address = emailAddress(given.email);
    if (address) identities.push({ kind: "email", value: emailKey(address), address });
    else errors.push({ pointer: `${pointer}/email`, detail: "One e-mail address is expected, like anna@example.com." });
  }
  if (given.phone !== undefined) {
    const phone = given.phone.replace(/[\s().-]/g, "");
    if (/^\+[1-9]\d{6,14}$/.test(phone)) identities.push({ kind: "phone", value: phone, address: phone });
    else
      errors.push({
        pointer: `${pointer}/phone`,
        detail: "A phone number in international form is expected, like +442079460958.",
      });
  }
  if (errors.length === 0 && identities.length === 0) {
    errors.push({ pointer: pointer || "/", detail: "At least one of externalId, email and phone is needed." });
  }
  if (errors.length > 0) throw invalid("contact.invalid", errors);
  return identities;
}
