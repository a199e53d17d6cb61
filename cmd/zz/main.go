package main
import ("fmt";"os";"time";"github.com/trainlsp/trainlsp/analysis";"github.com/trainlsp/trainlsp/analysis/syntax")
func main(){
 for _,p:=range os.Args[1:]{
  b,_:=os.ReadFile(p)
  t0:=time.Now(); tree:=syntax.Parse(b); t1:=time.Now(); s:=analysis.Read(tree,nil); t2:=time.Now()
  fmt.Println("==",p,t1.Sub(t0),t2.Sub(t1))
  for _,sc:=range s.Scopes(){
   for _,c:=range sc.Calls{
    r:=" "; if s.Reached(sc){r="R"}
    fmt.Printf("%s %-30.30s ",r,c.Func.Text())
    for _,x:=range s.Callees(c){ if x.Local!=nil{fmt.Print(" local:",x.Local.Name)} else if x.Name!=""{fmt.Print(" ",x.Name)} else {fmt.Print(" ?",x.Reason)}}
    if len(c.Args)>0 { for _,a:=range c.Args{ fmt.Print(" | "); for _,v:=range s.Eval(a.Value,sc){ if v.IsText(){fmt.Printf("%q",v.Text+"+"+v.Rest); if v.Option!=nil{fmt.Print("opt:",v.Option.Dest)}}else{fmt.Print(v.Kind,":",v.Text,v.Reason)}}}}
    fmt.Println()
   }
  }
  for _,e:=range s.Environment(){fmt.Println("ENV",e.Name,e.Write,e.Optional)}
  for _,u:=range s.Unbound(){fmt.Println("UNBOUND",u.Node.Text())}
 }
}
