import { createContext, useContext } from 'react';
import { Me } from 'backstage-plugin-audit-log-common';

const nobody: Me = {
  principal: null,
  isAdmin: false,
  mayRead: false,
  mayUpdateSettings: false,
  mayManageStorage: false,
  mayManageExports: false,
  mayManageViews: false,
  mayManageGrants: false,
  logging: null,
};

/** What the reader may do; nothing where no page provides it. */
export const MeContext = createContext<Me>(nobody);

/** What the reader may do in the audit log. */
export function useMe(): Me {
  return useContext(MeContext);
}
