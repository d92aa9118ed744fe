export { acceptShift, acknowledgeShift, closeShift, explainShift, reopenShift } from "./change-shift.ts";
export { checkAlarms } from "./check-alarms.ts";
export { addMark, changeMark, type MarkView, readMark, readMarks, removeMark } from "./marks.ts";
export { readShift, readShifts, type ShiftView } from "./read-shifts.ts";
export { readShiftHistory, type ShiftHistoryEntry } from "./shift-history.ts";
export { readShiftScope, type ShiftPlace, type ShiftScope } from "./shift-scope.ts";
export { refreshBaselines, takeUpNext } from "./take-up.ts";
export { watchShifts } from "./watch-shifts.ts";
export { readWatching, type WatchingView } from "./watching.ts";
