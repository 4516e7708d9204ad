import { CAST, startPortal, type Scope } from '../../portal';
import { runOn, hintsOf, columns, userBy } from '../../support/portal';
const ALL: Scope[] = ['user','user.userfield','department','sonet_group','task','crm'];
const WHO: Record<string, object> = {
 whole: {}, user: {scopes:['user']}, basic: {scopes:['user_basic']}, brief: {scopes:['user_brief']}, colleague: {userId: 3, scopes: ALL},
};
const ASK: Record<string, any> = {
 list: {operation:'getAll', returnAll:true},
 raw: {operation:'getAll', returnAll:true, output:'raw'},
 selected: {operation:'getAll', returnAll:true, output:'selectedFields', outputFields:['EMAIL','LAST_LOGIN','PERSONAL_BIRTHDAY','UF_USR_BADGE']},
 departments: {operation:'getAll', returnAll:true, options:{include:['departments']}},
 manager: {operation:'getAll', returnAll:true, options:{include:['manager']}},
 profileUrl: {operation:'getAll', returnAll:true, options:{include:['profileUrl']}},
 status: {operation:'getAll', returnAll:true, options:{include:['status']}},
 fDepIds: {operation:'getAll', returnAll:true, filters:{departments:[3]}},
 fDepName: {operation:'getAll', returnAll:true, filters:{departments:'Logistics'}},
 fPending: {operation:'getAll', returnAll:true, filters:{invitation:'pending'}},
 fNever: {operation:'getAll', returnAll:true, filters:{neverSignedIn:true}},
 fBefore: {operation:'getAll', returnAll:true, filters:{lastSignInBefore:'2030-01-01'}},
 fOnline: {operation:'getAll', returnAll:true, filters:{online:false}},
 fDismissed: {operation:'getAll', returnAll:true, filters:{status:'dismissed'}},
 fExtranet: {operation:'getAll', returnAll:true, filters:{userType:['extranet']}},
 fExtranetAdmin: {operation:'getAll', returnAll:true, filters:{userType:['extranet']}, options:{adminMode:true}},
 fName: {operation:'getAll', returnAll:true, filters:{nameSearch:'Carla'}},
 cBirthday: {operation:'getAll', returnAll:true, conditions:{condition:[{field:'PERSONAL_BIRTHDAY',operator:'isNotEmpty'}]}},
 cEmail: {operation:'getAll', returnAll:true, conditions:{condition:[{field:'EMAIL',operator:'eq',value:'john.smith@example.com'}]}},
 cBadge: {operation:'getAll', returnAll:true, conditions:{condition:[{field:'UF_USR_BADGE',operator:'eq',value:42}]}},
 sBirthday: {operation:'getAll', returnAll:true, sort:{field:'PERSONAL_BIRTHDAY'}},
 phrase: {operation:'search', phrase:'carla', returnAll:true},
 phraseEmail: {operation:'search', phrase:'carla.complete@example.com', returnAll:true},
 sDep: {operation:'search', searchBy:'fields', searchFields:{UF_DEPARTMENT_NAME:'Logistics'}, returnAll:true},
 sShort: {operation:'search', searchBy:'fields', searchFields:{UF_DEPARTMENT_NAME:'IT'}, returnAll:true},
 getId: {operation:'get', user:userBy('id',22)},
 getExtranet: {operation:'get', user:userBy('id',9)},
 getEmail: {operation:'get', user:userBy('email','carla.complete@example.com')},
 getXml: {operation:'get', user:userBy('xmlId','HR-0022')},
 current: {operation:'getCurrent'},
 fields: {operation:'getFields'},
 invite: {operation:'invite', email:'n@example.com', departments:[1]},
 update: {operation:'update', user:userBy('id',22), fields:columns({WORK_POSITION:'X'})},
 dismiss: {operation:'dismiss', user:userBy('id',22)},
 offboard: {operation:'offboard', user:userBy('id',22), successor:userBy('id',2), parts:['departments','dismiss']},
 sync: {operation:'sync', preview:true, email:'carla.complete@example.com', departments:[1], fields:columns({WORK_POSITION:'X'})},
};
it('probe', async () => {
 for (const [ask, form] of Object.entries(ASK)) {
  let full: Set<string> = new Set(); 
  for (const [who, account] of Object.entries(WHO)) {
   const portal = await startPortal({people: 30});
   const run = await runOn(portal, form, {account: account as never});
   const keys = new Set(run.items.flatMap(({json})=>Object.keys(json).filter(k=>json[k]!==null)));
   if (who==='whole') full = keys;
   const missing=[...full].filter(k=>!keys.has(k));
   process.stdout.write(`${ask} | ${who} | n=${run.items.length} | -${missing.length>12?missing.length+' fields':missing} | ${run.error?'ERR '+run.error.message+' // '+String((run.error as any).description):''} | ${hintsOf(run).join(' && ')}\n`);
   await portal.stop();
  }
 }
}, 300000);
