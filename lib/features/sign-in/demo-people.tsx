import { demoText as text } from './text'

export const DemoIntroduction = () => (
  <>
    <h2 id="demo-people" className="text-sm font-semibold">
      {text.title}
    </h2>
    <p className="mt-1 text-xs text-muted">{text.help}</p>
  </>
)

export const DemoPerson = ({ name, email, role }: { name: string; email: string; role: string }) => (
  <>
    <span>
      <bdi translate="no" className="block font-medium">
        {name}
      </bdi>
      <bdi translate="no" className="block text-xs text-muted">
        {email}
      </bdi>
    </span>
    <bdi translate="no" className="text-xs text-muted">
      {role}
    </bdi>
  </>
)
