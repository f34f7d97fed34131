/**
 * Gives a buffer's memory back now, if it is the only one in it; nobody may look at it any more. The next buffer then
 * gets the same memory, where waiting for the garbage collector would take fresh memory of the system for each.
 */
export function releaseMemory({ buffer }: Uint8Array): void {
  // Node's pool is shared by small buffers.
  if (buffer instanceof ArrayBuffer && buffer.byteLength > Buffer.poolSize) buffer.transfer(0);
}
