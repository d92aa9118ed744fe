import { describe, expect, it } from "vitest";
import { fittingBucket } from "./fitting-bucket.ts";

const days = (length: number, n: number) => Array.from({ length }, () => n);

describe("A trend is cut", () => {
  it.each([
    ["by day while a month has 30 answers a day", days(30, 30), "day"],
    ["by week when its days are too thin", days(30, 29), "week"],
    ["by week over half a year, where days would be too many to read", days(182, 66), "week"],
    ["by month when its weeks are too thin", days(182, 3), "month"],
    ["by month over two years", days(730, 100), "month"],
    ["by hour inside two days", days(2, 24 * 30), "hour"],
    ["as coarsely as still shows four points, however few answers there are", days(30, 1), "week"],
    ["as coarsely as possible without any answer", days(182, 0), "month"],
    ["by the days since the first answer, not by the silence before it", [...days(20, 0), ...days(20, 40)], "day"],
    ["by its median: one busy day is not a busy month", [...days(29, 1), 5000], "week"],
    ["somehow where there is no day", [], "hour"],
  ])("%s", (_, perDay, bucket) => {
    expect(fittingBucket(perDay)).toBe(bucket);
  });
});
