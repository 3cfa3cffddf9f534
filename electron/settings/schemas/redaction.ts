import { z } from 'zod';

export const redactionSchema = z
  .strictObject({
    /** Files of texts of the site's applications that screenshots may show, signed by an administrator. */
    lists: z.array(z.string().min(1)).max(20).default([]),
    /** PEM file of the Ed25519 public key that they are signed with. */
    listKeyFile: z.string().min(1).optional(),
  })
  .refine(({ lists, listKeyFile }) => lists.length === 0 || listKeyFile !== undefined, {
    path: ['listKeyFile'],
    error: 'fichier de clé attendu, puisque « lists » nomme des listes',
  });

export type RedactionConfiguration = z.infer<typeof redactionSchema>;
