import { getTableColumns, sql } from "drizzle-orm";
import { getTableConfig, type PgTable } from "drizzle-orm/pg-core";
import type { Db, Row } from "./database.ts";

/** So that no single statement grows without bound. */
const rowsAtOnce = 2000;

/**
 * Many rows as one value of one statement: bound one by one, thousands of rows would take seconds. A column that a row
 * does not name is null, whatever its default.
 */
export async function insertRows<Table extends PgTable>(
  tx: Db,
  table: Table,
  rows: Table["$inferInsert"][],
): Promise<void> {
  const columns = Object.entries(getTableColumns(table));
  const names = sql.raw(columns.map(([, column]) => `"${column.name}"`).join(", "));
  const name = sql.raw(`"${getTableConfig(table).name}"`);
  for (let from = 0; from < rows.length; from += rowsAtOnce) {
    const named = rows
      .slice(from, from + rowsAtOnce)
      .map((row) => Object.fromEntries(columns.map(([key, column]) => [column.name, (row as Row)[key]])));
    await tx.execute(sql`
      insert into ${name} (${names})
      select ${names} from jsonb_populate_recordset(null::${name}, ${JSON.stringify(named)}::text::jsonb)`);
  }
}
