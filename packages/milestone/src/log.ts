/** Where the client tells what happens between calls: logins, retries, a closed session. Never holds a secret. */
export type MilestoneLog = (level: 'info' | 'warn', message: string) => void;
