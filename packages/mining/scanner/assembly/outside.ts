/** What the reader's side does for the scanner, where a value is rare or hard. */

/** An instant in any spelling the reader knows; NaN where it is none. */
export declare function readTime(from: usize, to: usize): f64;
/** A decimal number, exactly; NaN where it is none. */
export declare function readNumber(from: usize, to: usize): f64;
/** CSV: takes the value of a column whose kind was said, for the row and line being read. */
export declare function readDeclared(field: u32, row: u32, line: u32, from: usize, to: usize): void;
