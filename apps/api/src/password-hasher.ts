import { openAuth } from "@otklik/features/accounts/index";
import type { OpenedHouse } from "./open-house.ts";

/** Hashes passwords as sign-in will check them. */
export async function passwordHasher(
  { house, authSecret }: OpenedHouse,
  publicUrl: string,
): Promise<(password: string) => Promise<string>> {
  const auth = await openAuth(house, { secret: authSecret, publicUrl });
  const { password } = await auth.$context;
  return (plain) => password.hash(plain);
}
