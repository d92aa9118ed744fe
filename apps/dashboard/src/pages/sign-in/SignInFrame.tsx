import type { ReactNode } from "react";
import { Sign } from "../../ui/Icon.tsx";
import styles from "./SignIn.module.css";

/** What stands around the forms that are seen before there is a workspace. */
export function SignInFrame({ children }: { children: ReactNode }) {
  return (
    <main className={styles.page}>
      <div className={styles.brand}>
        <Sign size={28} />
        Otklik
      </div>
      {children}
    </main>
  );
}
