import type { LiveReply, LiveRequest } from './protocol.js';

/** One end of a line. Messages arrive whole, once, in the order in which they were posted. */
interface Port<Sent, Heard> {
  post(message: Sent): void;
  /** There is one listener. */
  onMessage(listener: (message: Heard) => void): void;
}

/** The end of the asker. */
export type AskerPort = Port<LiveRequest, LiveReply>;

/** The end of the runner. Nothing here asks for memory that both share. */
export interface RunnerPort extends Port<LiveReply, LiveRequest> {
  /**
   * Whether a request of another number than this was posted. Asked between slices of worlds. Without shared memory
   * it has to let waiting messages in before it answers.
   */
  newer(number: number): boolean | Promise<boolean>;
  /** Lets waiting messages in. */
  pause(): Promise<void>;
}
