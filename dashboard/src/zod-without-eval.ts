import { z } from 'zod';

/** Our content security policy forbids code made from text; zod would try, and the browser would report it. */
z.config({ jitless: true });
