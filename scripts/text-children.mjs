// An element that holds text holds nothing else. A browser that translates a page puts its own elements around each text;
// React changes the only text of an element even so, but loses a text that has siblings, or fails to place one before it.
import { parseAst } from 'vitest/node'

const isNode = (value) => typeof value === 'object' && value !== null && typeof value.type === 'string'

function* nodesIn(node) {
  yield node
  for (const value of Object.values(node))
    for (const each of Array.isArray(value) ? value : [value]) if (isNode(each)) yield* nodesIn(each)
}

/** What an expression renders: 'element', 'nothing', or 'text' where it may be text. */
function kindOf(expression) {
  switch (expression.type) {
    case 'JSXElement':
    case 'JSXFragment':
      return 'element'
    case 'Literal':
      return typeof expression.value === 'string'
        ? expression.value.trim() === ''
          ? 'blank'
          : 'text'
        : typeof expression.value === 'number'
          ? 'text'
          : 'nothing'
    case 'ParenthesizedExpression':
    case 'TSAsExpression':
      return kindOf(expression.expression)
    case 'ConditionalExpression':
      return worst([kindOf(expression.consequent), kindOf(expression.alternate)])
    case 'LogicalExpression':
      return expression.operator === '&&'
        ? kindOf(expression.right)
        : worst([kindOf(expression.left), kindOf(expression.right)])
    case 'CallExpression': {
      const isList =
        expression.callee.type === 'MemberExpression' && /^(map|flatMap|from)$/.test(expression.callee.property.name)
      const callback = expression.arguments.find(({ type }) => type === 'ArrowFunctionExpression')
      return isList && callback ? worst([kindOfFunction(callback), 'element']) : 'text'
    }
    case 'Identifier':
      return NODES.has(expression.name) ? 'element' : 'text'
    case 'MemberExpression':
      return NODES.has(expression.property.name) ? 'element' : 'text'
    default:
      return 'text'
  }
}

/** Properties that hold elements and never text. */
const NODES = new Set(['aside', 'children', 'empty', 'initial', 'introduction', 'list'])

const worst = (kinds) => ['text', 'blank', 'element', 'nothing'].find((kind) => kinds.includes(kind))

const kindOfFunction = (fn) => worst(returnsOf(fn).map(kindOf)) ?? 'nothing'

function returnsOf(fn) {
  if (fn.body.type !== 'BlockStatement') return [fn.body]
  const returns = []
  const visit = (node) => {
    if (node.type === 'ReturnStatement') node.argument && returns.push(node.argument)
    else if (!/Function/.test(node.type))
      for (const value of Object.values(node))
        for (const each of Array.isArray(value) ? value : [value]) if (isNode(each)) visit(each)
  }
  visit(fn.body)
  return returns
}

function kindOfChild(child) {
  if (child.type === 'JSXText')
    return child.value.trim() === '' ? (/\n/.test(child.value) ? 'nothing' : 'blank') : 'text'
  if (child.type === 'JSXExpressionContainer')
    return child.expression.type === 'JSXEmptyExpression' ? 'nothing' : kindOf(child.expression)
  return 'element'
}

/** The components that are text without an element of their own, which is then a sibling where they are used. */
function textComponentsIn(program) {
  const functions = [...nodesIn(program)].flatMap((node) =>
    node.type === 'FunctionDeclaration'
      ? [[node.id?.name, node]]
      : node.type === 'VariableDeclarator' && /Function/.test(node.init?.type)
        ? [[node.id.name, node.init]]
        : [],
  )
  return functions.filter(([name, fn]) => /^[A-Z]/.test(name ?? '') && kindOfFunction(fn) === 'text')
}

/** @returns {string[]} one line for each element that holds text and something else, and each component that is text */
export function mixedTextIn(file, source) {
  const lineOf = (offset) => source.slice(0, offset).split('\n').length
  const program = parseAst(source, { lang: 'tsx' }, file)
  const found = textComponentsIn(program).map(([name, { start }]) => `${file}:${lineOf(start)} ${name} is text`)
  for (const node of nodesIn(program)) {
    if (node.type !== 'JSXElement' && node.type !== 'JSXFragment') continue
    const kinds = node.children.map(kindOfChild).filter((kind) => kind !== 'nothing')
    const shown = kinds.filter((kind) => kind !== 'blank')
    if (kinds.length > 1 && shown.includes('text'))
      found.push(
        `${file}:${lineOf(node.start)} ${source.slice(node.start, node.end).replace(/\s+/g, ' ').slice(0, 150)}`,
      )
  }
  return found
}
