/** The ways a customer is asked, in the order in which they are shown. */
export const channels = ["email", "sms", "messenger", "web", "widget", "link", "phone", "kiosk"] as const;
export type Channel = (typeof channels)[number];
