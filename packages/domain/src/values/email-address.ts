const ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
const LOCAL_PART = new RegExp(`^${ATOM}(?:\\.${ATOM})*$`);
// Letters, marks and digits of any script. Invisible characters, which URL would drop silently, are none of these.
const DOMAIN = /^[\p{L}\p{M}\p{N}.-]+$/u;
const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const TOP_LABEL = /^(?:[a-z]{2,63}|xn--[a-z0-9-]{1,59})$/;

/**
 * One plain mailbox in the form in which it is stored and written to, or null. Narrower than RFC 5322 on purpose: quotes,
 * comments, lists and groups are how one address turns into another on its way. The domain becomes lower-case ASCII.
 */
export function emailAddress(text: string): string | null {
  const trimmed = text.trim();
  const at = trimmed.lastIndexOf("@");
  const localPart = trimmed.slice(0, at);
  if (at < 1 || localPart.length > 64 || !LOCAL_PART.test(localPart)) return null;

  const domain = asciiDomain(trimmed.slice(at + 1));
  if (domain === null) return null;
  const address = `${localPart}@${domain}`;
  return address.length <= 254 ? address : null;
}

/** Two spellings of one mailbox have the same key. For looking people up, never for writing to them. */
export function emailKey(address: string): string {
  return address.toLowerCase();
}

function asciiDomain(text: string): string | null {
  if (text.length > 253 || !DOMAIN.test(text) || !URL.canParse(`http://${text}`)) return null;
  const domain = new URL(`http://${text}`).hostname;
  const labels = domain.split(".");
  const isDomain =
    labels.length >= 2 && labels.every((label) => LABEL.test(label)) && TOP_LABEL.test(labels.at(-1) ?? "");
  return isDomain ? domain : null;
}
