import { useEffect, useState } from 'react';

/** Whether `active` has been true for longer than `ms`. */
export function useLongerThan(active: boolean, ms: number): boolean {
  const [long, setLong] = useState(false);

  useEffect(() => {
    if (!active) return;
    const timer = setTimeout(() => setLong(true), ms);
    return () => {
      clearTimeout(timer);
      setLong(false);
    };
  }, [active, ms]);

  return active && long;
}
