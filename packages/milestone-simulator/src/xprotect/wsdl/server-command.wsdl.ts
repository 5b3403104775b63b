import { wsdlOf } from './wsdl.ts';

/** Protocol reference §3.2; members in the alphabetical order of a data contract. */
export const serverCommandWsdl = wsdlOf({
  name: 'ServerCommandService',
  namespace: 'http://videoos.net/2/XProtectCSServerCommand',
  actionPrefix: 'IServerCommandService/',
  types: {
    TimeDuration: [['MicroSeconds', 'xs:long']],
    LoginInfo: [
      ['RegistrationTime', 'xs:dateTime'],
      ['TimeToLive', 'tns:TimeDuration'],
      ['TimeToLiveLimited', 'xs:boolean'],
      ['Token', 'xs:string', '?'],
    ],
  },
  operations: [
    {
      name: 'Login',
      input: [
        ['instanceId', 'xs:string'],
        ['currentToken', 'xs:string', '?'],
      ],
      result: 'tns:LoginInfo',
    },
    {
      name: 'Logout',
      input: [
        ['instanceId', 'xs:string'],
        ['currentToken', 'xs:string', '?'],
      ],
    },
  ],
});
