import { GA, PREVIEW } from '../../http/api-version.ts'
import { expansions } from '../../http/expand.ts'
import { hash, list, text } from '../../http/parameters.ts'
import type { BalanceSettingsChange, NameOfField } from '../../settings/balance-settings.ts'
import { applyBalanceSettings, changedBalanceSettings, requirePayoutControls } from '../../settings/balance-settings.ts'
import {
  changeFromGa,
  changeFromPreview,
  GA_UPDATE,
  gaName,
  PREVIEW_UPDATE,
  previewName,
} from '../../settings/balance-settings-parameters.ts'
import { renderBalanceSettings } from '../../settings/balance-settings-view.ts'
import { type ApiRequest, route } from '../route.ts'

export const balanceSettingsRoutes = [
  route({
    method: 'GET',
    path: '/v1/balance_settings',
    parameters: hash({ expand: list(text()) }),
    handle: (request, { expand }) => {
      expansions(expand, [])
      return renderBalanceSettings(request.account, request.version)
    },
  }),
  route({
    method: 'POST',
    path: '/v1/balance_settings',
    version: GA,
    parameters: GA_UPDATE,
    handle: (request, update) => {
      expansions(update.expand, [])
      return change(request, changeFromGa(update), gaName)
    },
  }),
  route({
    method: 'POST',
    path: '/v1/balance_settings',
    version: PREVIEW,
    parameters: PREVIEW_UPDATE,
    handle: (request, update) => {
      expansions(update.expand, [])
      return change(request, changeFromPreview(update), previewName)
    },
  }),
]

function change(request: ApiRequest, wanted: BalanceSettingsChange, nameOf: NameOfField) {
  if (Object.keys(wanted).length > 0) requirePayoutControls(request.account)
  const next = changedBalanceSettings(request.account, wanted, nameOf)
  applyBalanceSettings(request.world, request.account, next, request.cause)
  return renderBalanceSettings(request.account, request.version)
}
