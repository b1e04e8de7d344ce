import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** A named set of JSON documents, kept in the order they first came. */
export type Collection<T> = {
  get(id: string): T | undefined;
  /** Writes the document, new or changed. */
  put(id: string, value: T): void;
  /** Writes the document unless the id is taken; tells whether it was written. This is what makes a repeat harmless. */
  add(id: string, value: T): boolean;
  delete(id: string): void;
  /** Oldest first. */
  all(): T[];
  size(): number;
  clear(): void;
};

export type Store = {
  collection<T>(name: string): Collection<T>;
  /** All or nothing. */
  transaction<R>(work: () => R): R;
  /** Forgets every document of every collection. */
  clear(): void;
  close(): void;
};

/** Opens (or creates) the memory of one neighbour: an SQLite file that survives a killed process. */
export function openStore(file: string): Store {
  mkdirSync(dirname(file), { recursive: true });
  const db = new DatabaseSync(file);
  db.exec(`
    pragma journal_mode = wal;
    pragma synchronous = normal;
    create table if not exists document (
      seq integer primary key autoincrement, collection text not null, id text not null, json text not null,
      unique (collection, id));`);
  const get = db.prepare('select json from document where collection = ? and id = ?');
  const put = db.prepare(`insert into document (collection, id, json) values (?, ?, ?)
    on conflict (collection, id) do update set json = excluded.json`);
  const add = db.prepare('insert or ignore into document (collection, id, json) values (?, ?, ?)');
  const remove = db.prepare('delete from document where collection = ? and id = ?');
  const all = db.prepare('select json from document where collection = ? order by seq');
  const size = db.prepare('select count(*) as n from document where collection = ?');
  const empty = db.prepare('delete from document where collection = ?');

  return {
    collection: <T>(name: string): Collection<T> => ({
      get(id) {
        const row = get.get(name, id) as { json: string } | undefined;
        return row && JSON.parse(row.json) as T;
      },
      put: (id, value) => void put.run(name, id, JSON.stringify(value)),
      add: (id, value) => add.run(name, id, JSON.stringify(value)).changes === 1,
      delete: (id) => void remove.run(name, id),
      all: () => (all.all(name) as { json: string }[]).map((row) => JSON.parse(row.json) as T),
      size: () => (size.get(name) as { n: number }).n,
      clear: () => void empty.run(name),
    }),
    transaction(work) {
      db.exec('begin immediate');
      try {
        const result = work();
        db.exec('commit');
        return result;
      } catch (error) {
        db.exec('rollback');
        throw error;
      }
    },
    clear: () => db.exec('delete from document'),
    close: () => db.close(),
  };
}
