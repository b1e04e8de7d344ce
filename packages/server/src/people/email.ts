/** Has this the shape of one address that mail can be sent to? Letters to the world are not for lists, names and brackets; 254 characters at most (RFC 5321). */
export const isEmail = (text: string): boolean => text.length <= 254 && /^[^\s@,;<>"]+@[^\s@,;<>"]+\.[^\s@,;<>"]{2,}$/.test(text);
