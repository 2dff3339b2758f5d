// Prints an OpenAPI description as JSON in which forms say what OpenAPI assumes without a word and
// Prism does not: that a list is a repeated field.
//
// Usage: prism.js DESCRIPTION

const { readFileSync } = require('fs')
const yaml = require('js-yaml')

const description = yaml.load(readFileSync(process.argv[2], 'utf8'))

function resolved(schema) {
  return schema.$ref ? description.components.schemas[schema.$ref.split('/').pop()] : schema
}

for (const path of Object.values(description.paths)) {
  for (const operation of Object.values(path)) {
    const form = operation.requestBody?.content?.['application/x-www-form-urlencoded']
    if (!form) continue
    form.encoding ??= {}
    for (const [name, field] of Object.entries(resolved(form.schema).properties)) {
      if (resolved(field).type === 'array') form.encoding[name] ??= { style: 'form', explode: true }
    }
  }
}
console.log(JSON.stringify(description))
