export { readJourneyMap } from "./read-map.ts";
export { removeDimension, removeTouchpoint } from "./remove-places.ts";
