export { createKey, type KeyView, type NewApiKey, readKeys, revokeKey } from "./api-keys.ts";
export { type Auth, openAuth } from "./auth.ts";
export {
  addMember,
  findDemo,
  markAsDemo,
  ownerOf,
  removeDemo,
  wasDemoRemoved,
} from "./demo.ts";
export { type KeyHolder, type Keyring, keyShape, openKeyring } from "./keys.ts";
export {
  type ActorView,
  type MemberView,
  type MemberWorkspace,
  mayRead,
  memberOf,
  nameActors,
  readMembers,
  seesPersonalData,
  workspacesOfUser,
} from "./members.ts";
export { changeSettings, readSettings, type SettingsChange, type SettingsView } from "./settings.ts";
export { countWorkspaces, findSlug, isMember, listMembers, listWorkspaces } from "./store.ts";
export { createWorkspace, type MadeWorkspace, type NewWorkspace, workspaceOfKey } from "./workspaces.ts";
