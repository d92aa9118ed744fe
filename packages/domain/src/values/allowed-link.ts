const wellFormed = /^https:\/\/([a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+)(?:[/?#]|$)/i;

/**
 * The address if it leads by https to one of these hosts, else null. What browsers would read otherwise than it looks is
 * refused whatever it leads to: no other host's name, no user, no port, no backslash, no control character.
 */
export function allowedLink(address: string, hosts: readonly string[]): string | null {
  const host = hostOf(address);
  return host !== null && hosts.includes(host) ? new URL(address).href : null;
}

/** The host of a plain https address, in lower case; null: it is none. */
export function hostOf(address: string): string | null {
  const written = wellFormed.exec(address)?.[1]?.toLowerCase();
  if (!written || /[\s\\\u0000-\u001f\u007f]/.test(address) || !URL.canParse(address)) return null;
  const { protocol, hostname, username, password, port } = new URL(address);
  const isAsWritten = protocol === "https:" && hostname === written && `${username}${password}${port}` === "";
  return isAsWritten ? hostname : null;
}

/** Whether a text is the name of a host, like `shop.example.com`. */
export function isHost(text: string): boolean {
  return text.length <= 253 && hostOf(`https://${text}/`) === text;
}
