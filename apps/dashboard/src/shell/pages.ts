/** The pages of a workspace in the order of the side bar, each with its route. */
export const pagePaths = {
  overview: "/$workspace/overview",
  journey: "/$workspace/journey",
  shifts: "/$workspace/shifts",
  responses: "/$workspace/responses/{-$responseId}",
  cases: "/$workspace/cases/{-$caseId}",
  surveys: "/$workspace/surveys",
  distributions: "/$workspace/distributions",
  contacts: "/$workspace/contacts",
  settings: "/$workspace/settings/{-$section}",
} as const;

export type PageName = keyof typeof pagePaths;
export const pages = Object.keys(pagePaths) as PageName[];

/** A page by itself: the router would keep what was open in the one before. */
export const nothingOpen = { responseId: undefined, caseId: undefined, section: undefined };
